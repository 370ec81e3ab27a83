/**
 * Pictures in, weights out. {@link kaobako.train.LossGraph} says what is minimised, {@link kaobako.train.Update} how,
 * {@link kaobako.train.Trainer} repeats both, {@link kaobako.train.TrainingRun} looks after a run: checkpoints, samples, log.
 * Samples are drawn by {@code generate}, over the weights under training.
 */
package kaobako.train;
