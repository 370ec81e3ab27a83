/**
 * The application without a window.
 *
 * <pre>
 * Studio ──► GpuThread (takes turns: a step of each Job) ──► Workbench (Session: the device; Generators: the models on it)
 *    │            └── DrawJob, FilmJob, ...        said to a job: JobHandle; seen of it: Latest snapshots (Wall, Film)
 *    ├─────► Easel (draws), Learning (trains), Laboratory (Theory): they start the jobs
 *    ├─────► io threads: Gallery, Models, SettingsFile, PictureFiles
 *    └─────► Settings (a record), Home (where things are), Problem (what the user sees when something failed)
 * </pre>
 *
 * A window or a command line turns controls into a config, hands it over, and shows snapshots. No Swing here.
 */
package kaobako.studio;
