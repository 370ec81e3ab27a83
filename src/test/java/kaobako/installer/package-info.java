/**
 * Programs of {@code installer/build}: they make what an installer holds and are no part of it, so they live among the tests, which judge
 * them. {@link kaobako.installer.Packaging} calls the others.
 */
package kaobako.installer;
