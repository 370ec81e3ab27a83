package kaobako.cl;

/** Whether a queue records the time of each launch (a little slower; some drivers then run kernels less overlapped). */
public enum Profiling { OFF, ON }
