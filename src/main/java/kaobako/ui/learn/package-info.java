/**
 * Learn: from a folder of pictures to a model.
 *
 * <pre>
 * LearnWorkspace: ModelList │ SetupPage (a new model): FolderPanel │ PlanPanel with ExpertOptions
 *                           │ RunPage (one model): RunHeader, SheetTimeline, LossChart, notes
 * </pre>
 *
 * Everything shown comes from {@link kaobako.studio.Learning}; the controls live in {@link kaobako.studio.LearnControls}.
 */
package kaobako.ui.learn;
