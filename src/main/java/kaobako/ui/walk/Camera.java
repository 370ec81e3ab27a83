package kaobako.ui.walk;

import java.awt.geom.Rectangle2D;
import kaobako.generate.SeedMap;
import org.joml.Matrix3x2d;
import org.joml.Vector2d;

/** Where one looks at a map: its square, 0 to 1 each way, on a screen of some size. */
final class Camera {
    /** Of a tile, as closely as halving allows. */
    private final double tile;
    private final Matrix3x2d view = new Matrix3x2d();
    private int width;
    private int height;
    private boolean fitted = true;

    /** @param tile side of a tile in pixels, at best */
    Camera(double tile) {
        this.tile = tile;
    }

    /** The screen is of another size: what was in its middle stays there, and the whole map stays whole. */
    void resize(int newWidth, int newHeight) {
        view.translateLocal((newWidth - width) / 2.0, (newHeight - height) / 2.0);
        width = newWidth;
        height = newHeight;
        if (fitted) fit();
        else keepInside();
    }

    /** The whole map, with its outermost tiles. */
    void fit() {
        double side = whole();
        view.translation((width - side) / 2, (height - side) / 2).scale(side);
        fitted = true;
    }

    private double whole() {
        double room = Math.max(1, Math.min(width, height) - tile * 0.2);
        // tiles stand around their points, so the outer ones reach over the square by half of their side
        return room - Math.min(room / 2, room / (1 + (1 << level(room))));
    }

    void pan(double dx, double dy) {
        view.translateLocal(dx, dy);
        keepInside();
    }

    /** Larger by {@code factor} around a point of the screen. */
    void zoom(double factor, double x, double y) {
        double wanted = Math.max(whole(), Math.min(tile * (1 << SeedMap.FINEST), scale() * factor));
        double applied = wanted / scale();
        view.scaleAroundLocal(applied, x, y);
        fitted = false;
        if (wanted <= whole()) fit();
        else keepInside();
    }

    /** The middle of the screen stays on the map. */
    private void keepInside() {
        fitted = fitted && scale() == whole();
        Vector2d middle = toMap(width / 2.0, height / 2.0);
        double u = Math.max(0, Math.min(1, middle.x));
        double v = Math.max(0, Math.min(1, middle.y));
        view.translateLocal((middle.x - u) * scale(), (middle.y - v) * scale());
    }

    /** Pixels of the square's side. */
    double scale() {
        return view.m00;
    }

    /** The grid whose tiles are of about the right size now. */
    int level() {
        return level(scale());
    }

    private int level(double scale) {
        return (int) Math.max(0, Math.min(SeedMap.FINEST, Math.round(Math.log(scale / tile) / Math.log(2))));
    }

    Vector2d toMap(double x, double y) {
        return new Matrix3x2d(view).invert().transformPosition(new Vector2d(x, y));
    }

    Vector2d toScreen(double u, double v) {
        return view.transformPosition(new Vector2d(u, v));
    }

    /** Where a point's tile is on the screen. */
    Rectangle2D tile(SeedMap.Point point) {
        double side = scale() / (1 << point.level());
        Vector2d at = toScreen(point.u(), point.v());
        return new Rectangle2D.Double(at.x - side / 2, at.y - side / 2, side, side);
    }

    /** The nearest point of the grid that is shown. */
    SeedMap.Point nearest(double x, double y) {
        Vector2d at = toMap(x, y);
        return new SeedMap.Point(level(), step(at.x), step(at.y));
    }

    private int step(double share) {
        int most = 1 << level();
        return (int) Math.max(0, Math.min(most, Math.round(share * most)));
    }
}
