package kaobako.ui.walk;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.swing.JTextField;
import kaobako.diffusion.SeedMix;
import kaobako.ui.Desk;

/** Takes a seed that is typed or pasted, with whatever is around its number. */
final class SeedField extends JTextField {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

    private final Desk desk;
    private final Consumer<SeedMix> taken;

    /** @param key message of its accessible name; its tooltip is {@code key.tip} */
    SeedField(Desk desk, String key, Consumer<SeedMix> taken) {
        this.desk = desk;
        this.taken = taken;
        setColumns(8);
        setToolTipText(desk.text(key + ".tip"));
        getAccessibleContext().setAccessibleName(desk.text(key));
        addActionListener(e -> accept());
    }

    /** Hands over what stands in it; nothing if it is empty. */
    void accept() {
        if (getText().isBlank()) return;
        Matcher number = NUMBER.matcher(getText());
        try {
            if (!number.find()) throw new NumberFormatException();
            taken.accept(SeedMix.of(Long.parseLong(number.group())));
        } catch (NumberFormatException e) {
            desk.say(desk.text("seed.wrong", getText()));
        }
    }
}
