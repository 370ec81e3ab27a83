/**
 * The Theory workspace: a book whose pictures can be touched.
 *
 * <pre>
 * TheoryWorkspace: the page's text, Back │ dots │ Next  ┊  the Chapter's view
 * Chapters.ALL: one line a chapter
 * Plot (a view that is painted and saved) ─ Axes (numbers to points) ─ Ink (the theme's colours) ─ Animation (60 frames a second)
 * </pre>
 *
 * A chapter is a class here, a line in {@code Chapters.ALL} and its messages: {@code theory.KEY.title}, and for each page {@code n} from 1
 * {@code theory.KEY.n.head} and {@code theory.KEY.n}. Whatever a chapter shows it computes with {@link kaobako.theory} and the classes that
 * make avatars; no figure is stored.
 */
package kaobako.ui.theory;
