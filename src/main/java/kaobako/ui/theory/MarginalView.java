package kaobako.ui.theory;

import java.awt.Graphics2D;
import java.util.Optional;
import kaobako.theory.PlaneHistogram;
import kaobako.theory.ToyFlight.Moment;
import kaobako.ui.Desk;

/** Where the particles are, counted, or where they should be, computed; at the moment of the flight that is looked at. */
final class MarginalView extends Plot {
    enum Which { DRAWN, EXACT }

    private final Lesson lesson;
    private final Which which;

    MarginalView(Desk desk, Lesson lesson, Which which) {
        super(desk, "learning.marginal." + which);
        this.lesson = lesson;
        this.which = which;
        lesson.onChange(this::repaint);
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        Axes axes = Plane.axes(getWidth(), getHeight());
        Optional<Moment> moment = lesson.flight().map(f -> f.moments().get(lesson.moment()));
        Optional<PlaneHistogram> shown = which == Which.DRAWN
                ? moment.map(Moment::drawn).or(() -> lesson.progress().drawn()) : moment.map(Moment::exact);
        shown.ifPresent(histogram -> Plane.heat(g, axes, Plane.heat(histogram)));
        Plane.square(g, axes);
        Plane.caption(g, axes, desk().text("theory.learning.marginal." + which + ".caption"));
    }
}
