package kaobako.ui.theory;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.Optional;
import kaobako.studio.Film;
import kaobako.ui.Desk;
import kaobako.ui.part.Pixels;

/** The avatar at the moment that is looked at: with its noise, or as the network expected it. */
final class MomentView extends Plot {
    enum Which { NOISY, EXPECTED }

    private final Making making;
    private final Which which;
    private final Pixels pixels = new Pixels();

    MomentView(Desk desk, Making making, Which which) {
        super(desk, "avatar.moment." + which);
        this.making = making;
        this.which = which;
        making.onChange(this::repaint);
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        Axes axes = Plane.axes(getWidth(), getHeight());
        Optional<Film.Frame> frame = making.frame();
        if (frame.isEmpty()) {
            Plane.caption(g, axes, desk().text(making.isMaking() ? "theory.avatar.coming" : "theory.avatar.nothing"));
            return;
        }
        Rectangle2D box = axes.box();
        Rectangle whole = new Rectangle((int) box.getX(), (int) box.getY(), (int) box.getWidth(), (int) box.getHeight());
        pixels.paint(g, which == Which.NOISY ? frame.get().noisy() : frame.get().predicted(), whole, desk().settings().scaling());
        Plane.caption(g, axes, which == Which.NOISY ? desk().text("theory.avatar.noisy", frame.get().stage(), making.film().stages())
                : desk().text("theory.avatar.expected"));
    }
}
