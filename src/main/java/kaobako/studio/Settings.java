package kaobako.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is remembered from one start to the next. Whatever is missing or out of its range becomes the default, so that a file of another
 * version, or one that was edited by hand, always gives settings. A new setting is a component and its default here.
 *
 * @param language   BCP 47 tag; empty follows the system
 * @param scale      of the window, percent, 100 to 200; 0 follows the system
 * @param frame      whose bar and edges the window has, where there is a choice
 * @param device     label of the chosen device; empty takes the best
 * @param pictures   folder of the gallery; empty for the standard one
 * @param modelFolders folders that the user added, each a model or a folder of models
 * @param draw       the controls of Draw
 * @param learn      the controls of Learn
 * @param walk       the controls of Walk
 * @param sound      at the end of long jobs
 * @param places     positions of dividers, window and the like, by name
 * @param workspace  the one that is open
 * @param saves      folder where something was saved last; empty for the user's own
 */
public record Settings(String language, Theme theme, int scale, Scaling scaling, Frame frame, String device, String pictures, List<String> modelFolders,
        DrawControls draw, LearnControls learn, WalkControls walk, Sound sound, Map<String, Integer> places, String workspace,
        String saves) {
    public enum Theme { SYSTEM, LIGHT, DARK }

    /** How small pictures are enlarged on the screen. */
    public enum Scaling { CRISP, SMOOTH }

    /** The system's bar above the window, or one in the window's own look. */
    public enum Frame {
        SYSTEM, OWN;

        /** Own where it keeps all that the system's can, as on Windows; Linux has too many habits to be met. */
        static final Frame USUAL = System.getProperty("os.name").startsWith("Windows") ? OWN : SYSTEM;
    }

    public enum Sound { OFF, QUIET }

    public static final Settings DEFAULT = new Settings(null, null, 0, null, null, null, null, null, null, null, null, null, null, null, null);
    static final int LARGEST_SCALE = 200;

    public Settings {
        language = orEmpty(language);
        theme = theme == null ? Theme.SYSTEM : theme;
        scale = scale <= 0 ? 0 : Math.max(100, Math.min(LARGEST_SCALE, scale));
        scaling = scaling == null ? Scaling.CRISP : scaling;
        frame = frame == null ? Frame.USUAL : frame;
        device = orEmpty(device);
        pictures = orEmpty(pictures);
        modelFolders = modelFolders == null ? List.of() : List.copyOf(modelFolders);
        draw = draw == null ? DrawControls.DEFAULT : draw;
        learn = learn == null ? LearnControls.DEFAULT : learn;
        walk = walk == null ? WalkControls.DEFAULT : walk;
        sound = sound == null ? Sound.QUIET : sound;
        places = places == null ? Map.of() : Map.copyOf(places);
        workspace = orEmpty(workspace);
        saves = orEmpty(saves);
    }

    public Settings withLanguage(String value) {
        return new Settings(value, theme, scale, scaling, frame, device, pictures, modelFolders, draw, learn, walk, sound, places, workspace, saves);
    }

    public Settings withTheme(Theme value) {
        return new Settings(language, value, scale, scaling, frame, device, pictures, modelFolders, draw, learn, walk, sound, places, workspace, saves);
    }

    public Settings withScale(int value) {
        return new Settings(language, theme, value, scaling, frame, device, pictures, modelFolders, draw, learn, walk, sound, places, workspace, saves);
    }

    public Settings withScaling(Scaling value) {
        return new Settings(language, theme, scale, value, frame, device, pictures, modelFolders, draw, learn, walk, sound, places, workspace, saves);
    }

    public Settings withFrame(Frame value) {
        return new Settings(language, theme, scale, scaling, value, device, pictures, modelFolders, draw, learn, walk, sound, places, workspace, saves);
    }

    public Settings withDevice(String value) {
        return new Settings(language, theme, scale, scaling, frame, value, pictures, modelFolders, draw, learn, walk, sound, places, workspace, saves);
    }

    public Settings withPictures(String value) {
        return new Settings(language, theme, scale, scaling, frame, device, value, modelFolders, draw, learn, walk, sound, places, workspace, saves);
    }

    /** The same with one model folder more. */
    public Settings plusModelFolder(String folder) {
        List<String> more = new ArrayList<>(modelFolders);
        if (!more.contains(folder)) more.add(folder);
        return new Settings(language, theme, scale, scaling, frame, device, pictures, more, draw, learn, walk, sound, places, workspace, saves);
    }

    public Settings withDraw(DrawControls value) {
        return new Settings(language, theme, scale, scaling, frame, device, pictures, modelFolders, value, learn, walk, sound, places, workspace, saves);
    }

    public Settings withLearn(LearnControls value) {
        return new Settings(language, theme, scale, scaling, frame, device, pictures, modelFolders, draw, value, walk, sound, places, workspace, saves);
    }

    public Settings withWalk(WalkControls value) {
        return new Settings(language, theme, scale, scaling, frame, device, pictures, modelFolders, draw, learn, value, sound, places, workspace, saves);
    }

    public Settings withSound(Sound value) {
        return new Settings(language, theme, scale, scaling, frame, device, pictures, modelFolders, draw, learn, walk, value, places, workspace, saves);
    }

    public Settings withPlace(String name, int value) {
        Map<String, Integer> more = new TreeMap<>(places);
        more.put(name, value);
        return new Settings(language, theme, scale, scaling, frame, device, pictures, modelFolders, draw, learn, walk, sound, more, workspace, saves);
    }

    public Settings withWorkspace(String value) {
        return new Settings(language, theme, scale, scaling, frame, device, pictures, modelFolders, draw, learn, walk, sound, places, value, saves);
    }

    public Settings withSaves(String value) {
        return new Settings(language, theme, scale, scaling, frame, device, pictures, modelFolders, draw, learn, walk, sound, places, workspace, value);
    }

    public int place(String name, int otherwise) {
        return places.getOrDefault(name, otherwise);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
