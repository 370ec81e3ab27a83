package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import javax.swing.UIManager;
import kaobako.theory.BallChain.Ball;
import kaobako.theory.BallChain.Box;
import kaobako.ui.Desk;

/** The smallest single box that would do what the last draw does, with all its balls as long as they can be seen, then as two heaps. */
final class BigBox extends Plot {
    private static final int MOST_BALLS = 20_000;

    private final BallDesk balls;

    BigBox(Desk desk, BallDesk balls) {
        super(desk, "balls.big");
        this.balls = balls;
        balls.onChange(this::repaint);
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        Box box = balls.chain().smallestBox(balls.chain().draws());
        g.setFont(UIManager.getFont("defaultFont"));
        FontMetrics metrics = g.getFontMetrics();
        double margin = UIScale.scale(12f);
        g.setColor(Ink.text());
        g.drawString(desk().text("theory.balls.single", box.balls()), (float) margin, (float) (margin + metrics.getAscent()));
        g.setFont(UIManager.getFont("small.font"));
        double top = margin + metrics.getHeight() + g.getFontMetrics().getHeight() + UIScale.scale(6f);
        g.drawString(desk().text("theory.balls.singleBalls", box.black(), box.white()), (float) margin,
                (float) (margin + metrics.getHeight() + g.getFontMetrics().getAscent()));
        double width = getWidth() - 2 * margin, height = getHeight() - top - margin;
        if (width < 20 || height < 20) return;
        RoundRectangle2D frame = new RoundRectangle2D.Double(margin, top, width, height, UIScale.scale(10f), UIScale.scale(10f));
        g.setColor(Ink.alpha(Ink.accent(), 26));
        g.fill(frame);
        g.setColor(Ink.accent());
        g.setStroke(new BasicStroke(UIScale.scale(1.4f)));
        g.draw(frame);
        if (box.balls().compareTo(BigInteger.valueOf(MOST_BALLS)) > 0) shares(g, box, frame);
        else balls(g, box, margin, top, width, height);
    }

    /** Too many to be seen one by one: so much of the box is black, and so much white. */
    private void shares(Graphics2D g, Box box, RoundRectangle2D frame) {
        double pad = UIScale.scale(8f), gap = g.getFontMetrics().getHeight() + UIScale.scale(6f);
        double x = frame.getX() + pad, y = frame.getY() + gap + pad, width = frame.getWidth() - 2 * pad, height = frame.getHeight() - gap - 2 * pad;
        String words = desk().text("theory.balls.tooMany");
        g.setColor(Ink.text());
        g.drawString(words, (float) (frame.getCenterX() - g.getFontMetrics().stringWidth(words) / 2.0),
                (float) (frame.getY() + pad + g.getFontMetrics().getAscent()));
        double black = new BigDecimal(box.black()).divide(new BigDecimal(box.balls()), MathContext.DECIMAL64).doubleValue() * height;
        BallBox.heap(g, Ball.BLACK, new Rectangle2D.Double(x, y, width, black));
        BallBox.heap(g, Ball.WHITE, new Rectangle2D.Double(x, y + black, width, height - black));
    }

    private static void balls(Graphics2D g, Box box, double margin, double top, double width, double height) {
        int count = box.balls().intValueExact();
        double pad = UIScale.scale(5f);
        double cell = Math.sqrt((width - 2 * pad) * (height - 2 * pad) / count);
        int columns = Math.max(1, (int) Math.ceil((width - 2 * pad) / cell));
        // as many columns as let all rows fit
        while (Math.ceil(count / (double) columns) * (width - 2 * pad) / columns > height - 2 * pad) columns++;
        cell = Math.min((width - 2 * pad) / columns, UIScale.scale(22f));
        double x0 = margin + (width - columns * cell) / 2, y0 = top + (height - Math.ceil(count / (double) columns) * cell) / 2;
        for (int i = 0; i < count; i++) {
            Ball ball = i < box.black().intValueExact() ? Ball.BLACK : Ball.WHITE;
            BallBox.ball(g, ball, x0 + (i % columns + 0.5) * cell, y0 + (i / columns + 0.5) * cell, 0.42 * cell);
        }
    }
}
