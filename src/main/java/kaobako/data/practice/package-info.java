/**
 * A practice folder: anime-style heads drawn with Java2D from nothing but random numbers, for a first training without pictures
 * of one's own. Every class draws one part onto a 256 x 256 canvas; {@code Portrait} holds their order, back to front.
 * The order of the random draws is part of a picture: a change of it changes every picture.
 */
package kaobako.data.practice;
