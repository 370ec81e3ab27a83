/** How good a model's pictures are, beside what even real pictures reach: distance, diversity, copies. Plain arithmetic, any thread. */
package kaobako.train.evaluate;
