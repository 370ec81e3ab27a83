/**
 * Walk: a row of keyframes and the film between them ({@link kaobako.ui.walk.WalkPage}), and the map of blends between four corners
 * ({@link kaobako.ui.walk.MapPage}). Keyframes, walk and pictures are in {@link kaobako.ui.WalkState}; here they are shown and changed.
 */
package kaobako.ui.walk;
