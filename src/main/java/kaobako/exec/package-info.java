/**
 * How a graph becomes launches: kernel sources, built programs, the plan that is replayed. Runs any op it is handed; imports {@code graph}
 * and {@code cl}.
 *
 * <p>In the order of a graph's way: {@code Schedule} puts its kernel calls in order, {@code SlotPlan} shares memory among its values,
 * {@code Plan} binds both to a device, {@code SplitPlan} has the pictures of a batch worked on side by side, and {@code Tape} runs all
 * launches of that as a few. {@code Engine} is the device they run on; {@code Tuner} tries what {@code Tuning} then remembers.
 */
package kaobako.exec;
