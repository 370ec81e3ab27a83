package kaobako.ui.device;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import kaobako.studio.Model;
import kaobako.studio.ThirdParty;
import kaobako.studio.Version;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.Poll;
import kaobako.ui.part.Words;
import net.miginfocom.swing.MigLayout;

/** Version, what the program is made of with licences, and what the models say of themselves. */
final class AboutSection extends JPanel {
    private final Desk desk;
    private final JTextArea credits = Words.paragraph("default");

    AboutSection(Desk desk) {
        super(new MigLayout("insets 14, fillx, wrap 2, gapx 16, gapy 4", "[][grow, fill]"));
        this.desk = desk;
        putClientProperty("FlatLaf.styleClass", "card");
        add(new JLabel(Icons.of("logo", 48)), "spany 2, aligny top");
        JLabel name = new JLabel(Version.APP);
        name.putClientProperty("FlatLaf.styleClass", "h4");
        add(name);
        add(credits, "wmin 60");
        Poll.of(this, Poll.SLOW, desk.studio()::models, this::show);
    }

    private void show(List<Model> models) {
        String cards = models.stream().map(this::credit).collect(Collectors.joining("\n"));
        credits.setText(desk.text("about.text") + "\n\n" + desk.text("about.libraries") + "\n" + libraries()
                + (cards.isEmpty() ? "" : "\n\n" + desk.text("about.models") + "\n" + cards));
        revalidate();
    }

    /** Every library that is shipped. */
    private static String libraries() {
        return ThirdParty.all().stream().map(t -> t.name() + " " + t.version() + " (" + t.licence() + ")").collect(Collectors.joining("  ·  "));
    }

    /** Its name, licence and, where the licence asks for it, whose work it learned from. */
    private String credit(Model model) {
        Map<String, String> facts = model.card().facts();
        String credit = facts.containsKey("credit") ? "\n" + facts.get("credit") : "";
        return model.name() + " – " + facts.getOrDefault("license", desk.text("about.noLicence")) + credit;
    }
}
