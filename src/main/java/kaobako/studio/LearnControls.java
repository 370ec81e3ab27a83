package kaobako.studio;

/**
 * The controls of Learn, as they are remembered. Whatever is missing or out of its range becomes the default.
 *
 * @param folder   of the pictures; empty while none is chosen
 * @param name     of the next model; empty takes the folder's
 * @param practice how many pictures a practice folder gets, {@value #FEWEST} to {@value #MOST}
 * @param shown    name of the model that is on the screen; empty for the controls of a new one
 */
public record LearnControls(String folder, String name, LearnRecipe recipe, int practice, String shown) {
    static final int FEWEST = 8;
    static final int MOST = 50_000;
    private static final int USUAL = 2_000;
    public static final LearnControls DEFAULT = new LearnControls("", "", null, 0, "");

    public LearnControls {
        folder = folder == null ? "" : folder;
        name = name == null ? "" : name;
        recipe = recipe == null ? LearnRecipe.STANDARD : recipe;
        practice = practice <= 0 ? USUAL : Math.max(FEWEST, Math.min(MOST, practice));
        shown = shown == null ? "" : shown;
    }

    public LearnControls withFolder(String value) {
        return new LearnControls(value, name, recipe, practice, shown);
    }

    public LearnControls withName(String value) {
        return new LearnControls(folder, value, recipe, practice, shown);
    }

    public LearnControls withRecipe(LearnRecipe value) {
        return new LearnControls(folder, name, value, practice, shown);
    }

    public LearnControls withPractice(int value) {
        return new LearnControls(folder, name, recipe, value, shown);
    }

    public LearnControls withShown(String value) {
        return new LearnControls(folder, name, recipe, practice, value);
    }
}
