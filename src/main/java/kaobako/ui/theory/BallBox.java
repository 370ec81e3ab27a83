package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.function.IntConsumer;
import javax.accessibility.AccessibleRole;
import kaobako.theory.BallChain;
import kaobako.theory.BallChain.Ball;
import kaobako.ui.part.Painted;

/** A small box of ten balls, black ones first. A click on a ball, or the arrow keys, change how many are black. */
final class BallBox extends Painted {
    private static final int COLUMNS = 5;

    private int black;

    BallBox(IntConsumer changed) {
        super(AccessibleRole.SLIDER);
        setFocusable(true);
        setCursor(Cursor.getPredefinedCursor(Cursor.HAND_CURSOR));
        setPreferredSize(UIScale.scale(new Dimension(88, 40)));
        setMinimumSize(UIScale.scale(new Dimension(58, 27)));
        MouseAdapter mouse = new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                requestFocusInWindow();
                int ball = ballAt(e);
                // a black ball at the end becomes white, and what was white becomes black
                if (ball >= 0) changed.accept(ball + 1 == black ? ball : ball + 1);
            }

            @Override
            public void mouseDragged(MouseEvent e) {
                int ball = ballAt(e);
                if (ball >= 0 && ball + 1 != black) changed.accept(ball + 1);
            }
        };
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
        showFocus();
        key("UP", () -> changed.accept(by(1)));
        key("RIGHT", () -> changed.accept(by(1)));
        key("DOWN", () -> changed.accept(by(-1)));
        key("LEFT", () -> changed.accept(by(-1)));
    }

    /** So many black balls more, as far as there are. */
    private int by(int balls) {
        return Math.max(0, Math.min(BallChain.BALLS, black + balls));
    }

    /** @param name what a screen reader says and the tooltip shows */
    void show(int blackBalls, String name) {
        black = blackBalls;
        getAccessibleContext().setAccessibleName(name);
        setToolTipText(name);
        repaint();
    }

    private double cell() {
        return Math.min(getWidth() / (COLUMNS + 0.6), getHeight() / 2.6);
    }

    private int ballAt(MouseEvent e) {
        double cell = cell();
        int column = (int) Math.floor((e.getX() - (getWidth() - COLUMNS * cell) / 2) / cell);
        int row = (int) Math.floor((e.getY() - (getHeight() - 2 * cell) / 2) / cell);
        return column < 0 || column >= COLUMNS || row < 0 || row > 1 ? -1 : row * COLUMNS + column;
    }

    @Override
    protected void paintComponent(Graphics g) {
        Graphics2D g2 = (Graphics2D) g.create();
        g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g2.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        double cell = cell();
        double line = UIScale.scale(1.4f);
        double w = (COLUMNS + 0.6) * cell - 2 * line, h = 2.6 * cell - 2 * line;
        RoundRectangle2D box = new RoundRectangle2D.Double((getWidth() - w) / 2, (getHeight() - h) / 2, w, h, cell * 0.7, cell * 0.7);
        g2.setColor(Ink.alpha(Ink.third(), 45));
        g2.fill(box);
        g2.setColor(isFocusOwner() ? Ink.accent() : Ink.third());
        g2.setStroke(new BasicStroke((float) line));
        g2.draw(box);
        for (int i = 0; i < BallChain.BALLS; i++) {
            double x = (getWidth() - COLUMNS * cell) / 2 + (i % COLUMNS + 0.5) * cell;
            double y = (getHeight() - 2 * cell) / 2 + (i / COLUMNS + 0.5) * cell;
            ball(g2, i < black ? Ball.BLACK : Ball.WHITE, x, y, 0.39 * cell);
        }
        g2.dispose();
    }

    /** A ball, the same in both themes. */
    static void ball(Graphics2D g, Ball ball, double x, double y, double radius) {
        paint(g, ball, new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius), radius / 4);
    }

    /** More of them than can be seen. */
    static void heap(Graphics2D g, Ball ball, Rectangle2D where) {
        paint(g, ball, where, 1);
    }

    private static void paint(Graphics2D g, Ball ball, Shape shape, double line) {
        g.setColor(ball == Ball.BLACK ? new Color(0x221D2A) : Color.WHITE);
        g.fill(shape);
        g.setColor(new Color(0x8A8296));
        g.setStroke(new BasicStroke((float) Math.max(0.5, Math.min(UIScale.scale(1f), line))));
        g.draw(shape);
    }
}
