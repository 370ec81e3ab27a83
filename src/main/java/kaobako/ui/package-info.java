/**
 * The window: Swing with FlatLaf, and nothing of it elsewhere.
 *
 * <pre>
 * Window ──► MainFrame: SideBar │ the open Workspace │ DeviceChip, JobStrip, toasts
 *               └── Workspaces.all: ui.draw, ui.gallery, ui.device, ..     each is handed a Desk
 * Desk: the studio, the words (Messages), the drawing (DrawState), ways to speak to the user
 * ui.part: what several workspaces show: walls of tiles, actions on pictures, recipes
 * ui.picture: one picture large, two compared, and the films of their steps
 * </pre>
 *
 * Rules: the event thread never waits and never touches a file; what may take time goes to the {@link kaobako.studio.Studio} and comes
 * back through {@link kaobako.ui.Desk#then} or as a snapshot that {@link kaobako.ui.Poll} looks at. A workspace turns controls into a
 * record and snapshots into a picture, and computes nothing. A change of language or scale makes the contents anew, so whatever must
 * outlive them is in the settings or in {@link kaobako.ui.DrawState}.
 */
package kaobako.ui;
