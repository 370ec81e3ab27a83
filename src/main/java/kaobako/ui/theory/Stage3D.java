package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Cursor;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Optional;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import javax.swing.UIManager;
import kaobako.ui.Desk;
import kaobako.ui.part.Motion;
import kaobako.ui.part.SaveView;

/**
 * A view in three dimensions that is turned by dragging or with the arrow keys. While it moves every pixel of the screen is computed once;
 * when it rests, with four samples a pixel.
 */
abstract class Stage3D extends Plot {
    /** How much nearer lines are than the surface that they lie on, in the depth's unit. */
    protected static final float NEARER = 1.5e-3f;
    private static final float RADIANS_A_POINT = 0.008f, RADIANS_A_KEY = 0.09f;
    private static final int REST_MILLIS = 160;
    private static final long MOST_SAMPLES = 6_000_000;
    private static final int TURN_FRAMES = 48, TURN_MILLIS = 80;

    enum Side { X, Y }

    private final Camera camera;
    private final Raster raster = new Raster();
    private final Raster.Corner mark = new Raster.Corner();
    private final Timer rest = new Timer(REST_MILLIS, e -> atRest());
    private boolean resting = true;

    protected Stage3D(Desk desk, String key, Camera camera) {
        super(desk, key);
        this.camera = camera;
        rest.setRepeats(false);
        setFocusable(true);
        setCursor(Cursor.getPredefinedCursor(Cursor.MOVE_CURSOR));
        MouseAdapter mouse = new MouseAdapter() {
            private int x, y;

            @Override
            public void mousePressed(MouseEvent e) {
                requestFocusInWindow();
                x = e.getX();
                y = e.getY();
            }

            @Override
            public void mouseDragged(MouseEvent e) {
                if (!SwingUtilities.isLeftMouseButton(e)) return;
                turn((x - e.getX()) * RADIANS_A_POINT / UIScale.getUserScaleFactor(), (e.getY() - y) * RADIANS_A_POINT / UIScale.getUserScaleFactor());
                x = e.getX();
                y = e.getY();
            }
        };
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
        key("LEFT", () -> turn(-RADIANS_A_KEY, 0));
        key("RIGHT", () -> turn(RADIANS_A_KEY, 0));
        key("UP", () -> turn(0, RADIANS_A_KEY));
        key("DOWN", () -> turn(0, -RADIANS_A_KEY));
    }

    private void turn(float by, float tilt) {
        camera.look(camera.turn() + by, camera.tilt() + tilt);
        moved();
    }

    protected final Camera camera() {
        return camera;
    }

    /** Something has changed and may go on to change. */
    protected final void moved() {
        resting = false;
        rest.restart();
        desk().frame(this::repaint);
    }

    private void atRest() {
        resting = true;
        repaint();
    }

    /** Draws what hides and is hidden. @param point a point of the screen in the raster's pixels */
    protected abstract void paintStage(Raster raster, float point);

    /** Paints words and what is seen through. */
    protected abstract void paintOver(Graphics2D g);

    @Override
    protected final void paintPlot(Graphics2D g) {
        double scale = g.getTransform().getScaleX();
        double fine = resting && 4 * scale * scale * getWidth() * getHeight() <= MOST_SAMPLES ? 2 : 1;
        int w = (int) Math.ceil(getWidth() * scale * fine);
        int h = (int) Math.ceil(getHeight() * scale * fine);
        raster.clear(w, h);
        camera.aim(w, h);
        paintStage(raster, (float) (scale * fine * UIScale.getUserScaleFactor()));
        AffineTransform before = g.getTransform();
        if (fine > 1) g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(raster.image(), AffineTransform.getScaleInstance(1 / (scale * fine), 1 / (scale * fine)), null);
        g.setTransform(before);
        camera.aim(getWidth(), getHeight());
        paintOver(g);
    }

    /** Where a point of the stage is, in the component's points. For {@link #paintOver}. */
    protected final Point2D point(double x, double y, double z) {
        camera.place(mark, x, y, z);
        return new Point2D.Double(mark.x, mark.y);
    }

    /** The frame of the square [-1, 1]^2 at height 0. */
    protected final void floor(Raster raster, float point) {
        Raster.Corner[] c = new Raster.Corner[4];
        for (int i = 0; i < 4; i++) {
            c[i] = camera.place(new Raster.Corner(), i == 0 || i == 3 ? -1 : 1, i < 2 ? -1 : 1, 0).colour(Ink.line().getRGB(), 1);
        }
        for (int i = 0; i < 4; i++) raster.line(c[i], c[(i + 1) % 4], 0.6f * point);
    }

    /** Ticks and name along the front edge of the floor in a direction. */
    protected final void axis(Graphics2D g, Side side, String name) {
        g.setFont(UIManager.getFont("small.font"));
        FontMetrics metrics = g.getFontMetrics();
        // the edge that is lower on the picture is in front
        double edge = edge(side, -1, 0).getY() > edge(side, 1, 0).getY() ? -1 : 1;
        for (int value = -1; value <= 1; value++) label(g, metrics, Integer.toString(value), side, edge, value, 1.1, Ink.faint());
        label(g, metrics, name, side, edge, 0.25, 1.26, Ink.text());
    }

    private Point2D edge(Side side, double edge, double along) {
        return side == Side.X ? point(along, edge, 0) : point(edge, along, 0);
    }

    private void label(Graphics2D g, FontMetrics metrics, String label, Side side, double edge, double along, double out, java.awt.Color colour) {
        Point2D at = edge(side, edge * out, along);
        g.setColor(colour);
        // away from the floor
        double shift = Math.max(-1, Math.min(1, (at.getX() - point(0, 0, 0).getX()) / UIScale.scale(60f)));
        g.drawString(label, (float) (at.getX() - metrics.stringWidth(label) * (1 - shift) / 2), (float) (at.getY() + metrics.getAscent() / 2.0));
    }

    /** The axis of heights at the corner that is farthest to the left. */
    protected final void heightAxis(Graphics2D g, String name, double highest) {
        double x = -1, y = -1;
        for (int i = 0; i < 4; i++) {
            double cx = (i & 1) * 2 - 1, cy = (i & 2) - 1;
            if (point(cx, cy, 0).getX() < point(x, y, 0).getX()) {
                x = cx;
                y = cy;
            }
        }
        Point2D foot = point(x, y, 0), top = point(x, y, 1);
        g.setStroke(new BasicStroke(UIScale.scale(1f)));
        g.setColor(Ink.line());
        g.draw(new Line2D.Double(foot, top));
        FontMetrics metrics = g.getFontMetrics();
        double gap = UIScale.scale(6f);
        String number = String.format(Locale.ROOT, "%.1f", highest);
        g.setColor(Ink.faint());
        g.drawString(number, (float) (top.getX() - gap - metrics.stringWidth(number)), (float) (top.getY() + metrics.getAscent() / 2.0));
        g.setColor(Ink.text());
        g.drawString(name, (float) Math.max(gap, top.getX() - metrics.stringWidth(name) / 2.0), (float) (top.getY() - gap - metrics.getDescent()));
    }

    /** Once around. */
    @Override
    protected Optional<Motion> motion() {
        float start = camera.turn();
        return Optional.of(new Motion(getName().replace("theory.", "").replace('.', '-'), TURN_FRAMES, TURN_MILLIS, i -> {
            camera.look(start + (float) (2 * Math.PI * i / TURN_FRAMES), camera.tilt());
            BufferedImage frame = SaveView.image(this, 1);
            camera.look(start, camera.tilt());
            return frame;
        }));
    }
}
