package kaobako.ui.theory;

import java.awt.Graphics2D;
import java.util.Optional;
import kaobako.theory.Histogram;
import kaobako.theory.TwoPixelDensity;
import kaobako.theory.TwoPixelDensity.Cut;
import kaobako.theory.TwoPixelDensity.Point;
import kaobako.ui.Desk;
import kaobako.ui.part.Motion;
import kaobako.ui.part.SaveView;

/**
 * A density as a landscape that the mouse turns, with the cut through it and what was drawn from it: as dots, or as a histogram of bars
 * that grow towards the frames where the density wants them.
 */
final class SurfaceView extends Stage3D {
    enum Show { SURFACE, HISTOGRAM }

    /** Vertices each way: the middle of every cell, and the border at height 0. */
    private static final int N = TwoPixelDensity.CELLS + 2;
    private static final int NET = 6;
    private static final float[] LIGHT = {-0.42f, -0.5f, 0.757f};
    /** Between bars. */
    private static final double GAP = 0.006;
    /** Of a histogram that grows: each frame draws so many times as many pictures as the one before. */
    private static final double GROWTH = 1.13;
    private static final int GROW_FRAMES = 60, GROW_MILLIS = 80;
    private static final double FALL_FROM = 1.35, GRAVITY = 6;

    private final PixelBox box;
    private final float[] heights = new float[N * N];
    private final float[] lights = new float[N * N];
    private final Raster.Corner[] corners = new Raster.Corner[N * N];
    private final Animation falling;
    private Optional<TwoPixelDensity> shaped = Optional.empty();
    /** Whether the corners' colours are a dark theme's; null before they have any. */
    private Boolean dark;
    private Show show = Show.SURFACE;
    private Optional<Point> landing = Optional.empty();
    private double fallen;

    SurfaceView(Desk desk, PixelBox box) {
        super(desk, "pixels.surface", Camera.aboveGround());
        this.box = box;
        for (int i = 0; i < corners.length; i++) corners[i] = new Raster.Corner();
        falling = new Animation(desk, this, this::fall);
        box.onChange(() -> {
            if (!landing.equals(box.last())) dropLast();
            moved();
        });
    }

    void show(Show shown) {
        show = shown;
        moved();
    }

    private void dropLast() {
        landing = box.last();
        fallen = 0;
        if (landing.isPresent()) falling.start();
        else falling.stop();
    }

    private void fall(double seconds) {
        fallen += seconds;
        if (height(landing.orElseThrow()) >= dropHeight()) falling.stop();
        moved();
    }

    private double dropHeight() {
        return FALL_FROM - 0.5 * GRAVITY * fallen * fallen;
    }

    private double height(Point p) {
        return box.density().map(d -> d.at(p.x(), p.y()) / d.highest()).orElse(0.0);
    }

    /** Where a column or row of vertices is. */
    private static double place(int i) {
        return i == 0 ? -1 : i == N - 1 ? 1 : TwoPixelDensity.middle(i - 1);
    }

    private void shape(TwoPixelDensity density) {
        for (int row = 1; row < N - 1; row++)
            for (int column = 1; column < N - 1; column++)
                heights[row * N + column] = (float) (density.inCell(column - 1, row - 1) / density.highest());
    }

    /** An empty box is a plain in the same light. */
    private void light() {
        for (int row = 0; row < N; row++)
            for (int column = 0; column < N; column++) {
                float dx = slope(row * N + Math.max(0, column - 1), row * N + Math.min(N - 1, column + 1));
                float dy = slope(Math.max(0, row - 1) * N + column, Math.min(N - 1, row + 1) * N + column);
                double length = Math.sqrt(dx * dx + dy * dy + 1);
                double facing = (-dx * LIGHT[0] - dy * LIGHT[1] + LIGHT[2]) / length;
                lights[row * N + column] = (float) (0.62 + 0.5 * Math.max(0, facing));
            }
    }

    private float slope(int from, int to) {
        return (heights[to] - heights[from]) / (float) (2 * TwoPixelDensity.SIDE);
    }

    @Override
    protected void paintStage(Raster raster, float point) {
        if (!shaped.equals(box.density()) || dark == null || dark != Ink.isDark()) {
            shaped = box.density();
            dark = Ink.isDark();
            java.util.Arrays.fill(heights, 0);
            shaped.ifPresent(this::shape);
            light();
            // colours stay as the landscape turns; asking the theme for each corner would be a fifth of a frame
            for (int i = 0; i < corners.length; i++) corners[i].colour(Heat.rgb(heights[i]), lights[i]);
        }
        for (int i = 0; i < corners.length; i++) camera().place(corners[i], place(i % N), place(i / N), heights[i]);
        floor(raster, point);
        if (show == Show.SURFACE) {
            surface(raster);
            net(raster, 0.45f * point);
            dots(raster, 1.7f * point);
        } else {
            bars(raster, 0.8f * point);
        }
        if (falling.isStarted() && landing.isPresent()) {
            Point p = landing.get();
            raster.dot(camera().place(new Raster.Corner(), p.x(), p.y(), Math.max(height(p), dropHeight())).colour(Ink.second().getRGB(), 1), 4.5f * point);
        }
    }

    private void surface(Raster raster) {
        for (int row = 0; row + 1 < N; row++)
            for (int column = 0; column + 1 < N; column++) {
                int i = row * N + column;
                raster.quad(corners[i], corners[i + 1], corners[i + N + 1], corners[i + N]);
            }
    }

    /** Lines along the surface, a little nearer than it. */
    private void net(Raster raster, float radius) {
        Raster.Corner a = new Raster.Corner(), b = new Raster.Corner();
        for (int line = NET / 2; line < N; line += NET)
            for (int i = 0; i + 1 < N; i++) {
                netPiece(raster, a, b, line * N + i, line * N + i + 1, radius);
                netPiece(raster, a, b, i * N + line, (i + 1) * N + line, radius);
            }
    }

    private void netPiece(Raster raster, Raster.Corner a, Raster.Corner b, int from, int to, float radius) {
        Raster.Corner f = corners[from], t = corners[to];
        a.at(f.x, f.y, f.z - NEARER).colour(f, dark ? 1.22f : 0.86f);
        raster.line(a, b.at(t.x, t.y, t.z - NEARER), radius);
    }

    private void dots(Raster raster, float radius) {
        Raster.Corner corner = new Raster.Corner().colour(Ink.second().getRGB(), 1);
        for (Point p : box.dots()) {
            if (falling.isStarted() && landing.filter(l -> l == p).isPresent()) continue;
            camera().place(corner, p.x(), p.y(), height(p) + 0.004);
            corner.z -= NEARER;
            raster.dot(corner, radius);
        }
    }

    /** A bar for each square's share, and above or in it a frame at the height where the density wants it. */
    private void bars(Raster raster, float radius) {
        Histogram histogram = box.histogram();
        if (box.density().isEmpty()) return;
        double highest = box.density().get().highest();
        int bins = histogram.bins();
        double side = 2.0 / bins, area = side * side;
        for (int row = 0; row < bins; row++)
            for (int column = 0; column < bins; column++) {
                double x = -1 + column * side + GAP, y = -1 + row * side + GAP;
                double height = Math.min(1.4, histogram.height(column, row) / highest);
                if (height > 0) bar(raster, x, y, side - 2 * GAP, height);
                double wanted = box.density().get().probability(bins, column, row) / area / highest;
                if (wanted > 0.004) frame(raster, x, y, side - 2 * GAP, wanted, radius);
            }
    }

    private void frame(Raster raster, double x, double y, double side, double z, float radius) {
        Raster.Corner[] c = new Raster.Corner[4];
        for (int i = 0; i < 4; i++) {
            c[i] = camera().place(new Raster.Corner(), x + (i == 1 || i == 2 ? side : 0), y + (i > 1 ? side : 0), z).colour(Ink.accent().getRGB(), 1);
            c[i].z -= NEARER;
        }
        for (int i = 0; i < 4; i++) raster.line(c[i], c[(i + 1) % 4], radius);
    }

    private void bar(Raster raster, double x, double y, double side, double height) {
        Raster.Corner[] c = new Raster.Corner[8];
        for (int i = 0; i < 8; i++) c[i] = camera().place(new Raster.Corner(), x + (i & 1) * side, y + (i >> 1 & 1) * side, (i >> 2) * height);
        face(raster, c, 4, 5, 7, 6, 1f);
        face(raster, c, 0, 1, 5, 4, 0.86f);
        face(raster, c, 2, 3, 7, 6, 0.6f);
        face(raster, c, 0, 2, 6, 4, 0.76f);
        face(raster, c, 1, 3, 7, 5, 0.66f);
    }

    private static void face(Raster raster, Raster.Corner[] c, int i, int j, int k, int l, float light) {
        for (int each : new int[] {i, j, k, l}) c[each].colour(Ink.between(Ink.second(), java.awt.Color.WHITE, Ink.isDark() ? 0.1 : 0.3).getRGB(), light);
        raster.quad(c[i], c[j], c[k], c[l]);
    }

    @Override
    protected void paintOver(Graphics2D g) {
        Optional<Cut> cut = show == Show.SURFACE ? box.cut() : Optional.empty();
        cut.ifPresent(c -> wall(g, c));
        axis(g, Side.X, desk().text("theory.pixels.left"));
        axis(g, Side.Y, desk().text("theory.pixels.right"));
        box.density().ifPresent(d -> heightAxis(g, desk().text("theory.pixels.density"), d.highest()));
    }

    /** Once around, or the histogram as it grows from nothing. */
    @Override
    protected Optional<Motion> motion() {
        if (show == Show.SURFACE || box.density().isEmpty()) return super.motion();
        return Optional.of(new Motion("histogram", GROW_FRAMES, GROW_MILLIS, i -> {
            if (i == 0) box.forget();
            box.draw((int) Math.pow(GROWTH, i));
            return SaveView.image(this, 1);
        }));
    }

    /** The cut as a pane of glass: seen through the landscape, that its shape can be read. */
    private void wall(Graphics2D g, Cut cut) {
        double highest = box.density().orElseThrow().highest();
        java.awt.geom.Path2D curve = new java.awt.geom.Path2D.Double();
        java.awt.geom.Path2D wall = new java.awt.geom.Path2D.Double();
        for (int i = 0; i < N; i++) {
            double z = i == 0 || i == N - 1 ? 0 : cut.density()[i - 1] * cut.marginal() / highest;
            boolean left = cut.known() == Cut.Known.LEFT;
            java.awt.geom.Point2D p = point(left ? cut.at() : place(i), left ? place(i) : cut.at(), z);
            if (i == 0) curve.moveTo(p.getX(), p.getY());
            else curve.lineTo(p.getX(), p.getY());
        }
        wall.append(curve, false);
        wall.closePath();
        g.setColor(Ink.alpha(Ink.third(), 46));
        g.fill(wall);
        g.setColor(Ink.third());
        g.setStroke(new java.awt.BasicStroke(com.formdev.flatlaf.util.UIScale.scale(1.8f)));
        g.draw(wall);
    }
}
