package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import javax.swing.UIManager;
import kaobako.ui.Desk;

/** How often each draw was black in the runs so far, beside the exact value. */
final class BallBars extends Plot {
    private final BallDesk balls;

    BallBars(Desk desk, BallDesk balls) {
        super(desk, "balls.bars");
        this.balls = balls;
        balls.onChange(this::repaint);
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        int draws = balls.chain().draws();
        g.setFont(UIManager.getFont("small.font"));
        FontMetrics metrics = g.getFontMetrics();
        double margin = UIScale.scale(12f);
        double left = margin + metrics.stringWidth(desk().text("theory.balls.draw", 8)) + UIScale.scale(8f);
        double number = metrics.stringWidth("00.00… %") + UIScale.scale(8f);
        double room = balls.runs() == 0 ? number : 2 * number;
        double top = margin + metrics.getHeight() + UIScale.scale(4f);
        double width = Math.max(10, getWidth() - left - margin - room), row = (getHeight() - top - margin) / draws;
        g.setColor(Ink.text());
        String words = balls.runs() == 0 ? desk().text("theory.balls.noRuns") : desk().text("theory.balls.runs", balls.runs());
        g.drawString(words, (float) margin, (float) (margin + metrics.getAscent()));
        for (int draw = 1; draw <= draws; draw++) {
            double y = top + (draw - 1) * row, height = Math.min(UIScale.scale(20f), row * 0.66);
            double middle = y + row / 2, share = balls.share(draw), exact = balls.chain().black(draw).doubleValue();
            float base = (float) (middle + metrics.getAscent() / 2.0 - UIScale.scale(1f));
            g.setColor(Ink.text());
            g.drawString(desk().text("theory.balls.draw", draw), (float) margin, base);
            g.setColor(Ink.alpha(Ink.line(), 60));
            g.fill(new Rectangle2D.Double(left, middle - height / 2, width, height));
            g.setColor(Ink.second());
            g.fill(new Rectangle2D.Double(left, middle - height / 2, width * share, height));
            g.setColor(Ink.accent());
            g.setStroke(new BasicStroke(UIScale.scale(2.5f)));
            g.draw(new Line2D.Double(left + width * exact, middle - height * 0.72, left + width * exact, middle + height * 0.72));
            g.drawString(BallDesk.percent(balls.chain().black(draw), 2), (float) (left + width + UIScale.scale(8f)), base);
            if (balls.runs() > 0) {
                g.setColor(Ink.second());
                g.drawString(String.format(Locale.ROOT, "%.2f %%", 100 * share), (float) (left + width + number + UIScale.scale(8f)), base);
            }
        }
    }
}
