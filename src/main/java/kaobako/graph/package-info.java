/**
 * What is computed, as data: a {@code Graph} of {@code Node}s, each an {@code Op} applied to {@code Value}s, which have a {@code Shape} and no
 * memory. {@code Gradients} appends a graph's derivatives to it. An op says which kernels it takes on a {@code Target}, as
 * {@code KernelCall}s; nothing here runs them. Imports nothing of ours.
 */
package kaobako.graph;
