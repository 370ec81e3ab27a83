/**
 * The mathematics of noise: schedules, parameterisations, samplers as tables of numbers, loss weights, EMA and
 * reproducible noise. Pure double arithmetic on plain values: no device, no files, nothing of this project but its sentences,
 * and every type is immutable, so any thread may use anything here.
 *
 * <pre>
 * SchedulerConfig ──► NoiseSchedule ─┐
 *   (a json map)  ──► Prediction ────┼─► Sampler ──► List&lt;Stage&gt; ──► one fused kernel, once a network call
 *                 ──► SamplingConfig ┘
 * SeedMix ──► Philox ──► the noise of image, stage and purpose, whatever the batch or the device
 * </pre>
 *
 * Everything runs in variance-preserving space: {@code x = sqrt(alphasCumprod) x0 + sqrt(1 - alphasCumprod) epsilon},
 * and the network sees {@code x} unscaled. {@code sigma} always means {@code sqrt((1 - acp) / acp)}, the noise of
 * {@code x / sqrt(acp)}; {@code lambda = -ln sigma} is half the log-SNR.
 */
package kaobako.diffusion;
