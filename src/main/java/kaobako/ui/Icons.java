package kaobako.ui;

import com.formdev.flatlaf.extras.FlatSVGIcon;
import java.awt.Color;
import javax.swing.UIManager;

/** Our stroke icons, drawn on 24 x 24 in black and coloured by the theme when painted. */
public final class Icons {
    private Icons() {}

    /** An icon of {@code size} points, before scaling, in the colour of labels. */
    public static FlatSVGIcon of(String name, int size) {
        return of(name, size, "Label.foreground");
    }

    /** The same in another colour of the theme. */
    public static FlatSVGIcon of(String name, int size, String colorKey) {
        FlatSVGIcon icon = new FlatSVGIcon("kaobako/ui/icons/" + name + ".svg", size, size);
        icon.setColorFilter(new FlatSVGIcon.ColorFilter((component, drawn) -> themed(drawn, colorKey)));
        return icon;
    }

    /** Anything but black is a colour of its own, as in the logo. */
    private static Color themed(Color drawn, String colorKey) {
        return (drawn.getRGB() & 0xFFFFFF) == 0 ? UIManager.getColor(colorKey) : drawn;
    }
}
