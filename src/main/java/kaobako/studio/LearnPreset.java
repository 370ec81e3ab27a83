package kaobako.studio;

import kaobako.train.NetworkSize;

/** Sizes and durations that go together. */
public enum LearnPreset {
    /** Small pictures, to see what becomes of a folder. */
    QUICK(32, NetworkSize.MEDIUM, 4_000),
    /** Pictures as the shipped models draw them. */
    STANDARD(64, NetworkSize.MEDIUM, 20_000),
    /** The same three times as long: the details still gain. */
    THOROUGH(64, NetworkSize.MEDIUM, 60_000);

    private final int side;
    private final NetworkSize size;
    private final long steps;

    LearnPreset(int side, NetworkSize size, long steps) {
        this.side = side;
        this.size = size;
        this.steps = steps;
    }

    /** The recipe with this preset's sizes; the rest stays. */
    public LearnRecipe applyTo(LearnRecipe recipe) {
        return recipe.withNetwork(side, size).withSteps(steps);
    }

    public boolean isIn(LearnRecipe recipe) {
        return applyTo(recipe).equals(recipe);
    }
}
