package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import javax.swing.UIManager;
import kaobako.theory.Normal;
import kaobako.ui.Desk;

/** The small box of three pixels: draws as a cloud around its centre, and the surface at one sigma, a ball or an ellipsoid. */
final class NormalBall extends Stage3D {
    private static final int ROUND = 72;
    private static final double UNIT = 0.72;

    private final NormalDesk normals;

    NormalBall(Desk desk, NormalDesk normals) {
        super(desk, "spheres.ball", Camera.around());
        this.normals = normals;
        normals.onChange(this::moved);
    }

    @Override
    protected void paintStage(Raster raster, float point) {
        Normal normal = normals.normal(3);
        Raster.Corner at = new Raster.Corner();
        edges(raster, point);
        for (double[] z : normals.draws()) {
            place(at, normal, z);
            double radius = Math.sqrt(z[0] * z[0] + z[1] * z[1] + z[2] * z[2]);
            // near draws are large and of the density's colour
            float near = Math.max(0.55f, Math.min(1.5f, 1 + (0.81f - at.z) * 12));
            raster.dot(at.colour(Heat.rgb(0.25 + 0.75 * Math.exp(-0.5 * radius * radius)), near > 1 ? 1 : 0.75f + 0.25f * near), 1.9f * near * point);
        }
    }

    private void place(Raster.Corner corner, Normal normal, double[] z) {
        double[] x = normal.place(z);
        camera().place(corner, x[0] * UNIT, x[1] * UNIT, x[2] * UNIT);
    }

    /** The ellipse of one sigma in the plane across an axis, seen through the cloud. */
    private void ring(Graphics2D g, Normal normal, int axis) {
        Path2D ring = new Path2D.Double();
        double[] z = new double[3];
        for (int i = 0; i < ROUND; i++) {
            double angle = 2 * Math.PI * i / ROUND;
            z[(axis + 1) % 3] = Math.cos(angle);
            z[(axis + 2) % 3] = Math.sin(angle);
            double[] x = normal.place(z);
            Point2D p = point(x[0] * UNIT, x[1] * UNIT, x[2] * UNIT);
            if (i == 0) ring.moveTo(p.getX(), p.getY());
            else ring.lineTo(p.getX(), p.getY());
        }
        ring.closePath();
        g.setColor(Ink.second());
        g.setStroke(new BasicStroke(UIScale.scale(1.8f)));
        g.draw(ring);
    }

    /** The cube [-1, 1]^3 of all three-pixel pictures. */
    private void edges(Raster raster, float point) {
        Raster.Corner a = new Raster.Corner().colour(Ink.line().getRGB(), 1), b = new Raster.Corner();
        for (int corner = 0; corner < 8; corner++)
            for (int axis = 0; axis < 3; axis++) {
                if ((corner >> axis & 1) == 1) continue;
                int other = corner | 1 << axis;
                camera().place(a, side(corner, 0), side(corner, 1), side(corner, 2));
                camera().place(b, side(other, 0), side(other, 1), side(other, 2));
                raster.line(a, b, 0.5f * point);
            }
    }

    private static double side(int corner, int axis) {
        return ((corner >> axis & 1) * 2 - 1) * UNIT;
    }

    @Override
    protected void paintOver(Graphics2D g) {
        Normal normal = normals.normal(3);
        for (int axis = 0; axis < 3; axis++) ring(g, normal, axis);
        g.setFont(UIManager.getFont("small.font"));
        g.setColor(Ink.text());
        String[] names = {"x", "y", "z"};
        for (int axis = 0; axis < 3; axis++) {
            double out = UNIT * 1.12;
            Point2D p = point(axis == 0 ? out : -UNIT, axis == 1 ? out : -UNIT, axis == 2 ? out : -UNIT);
            g.drawString(names[axis], (float) p.getX(), (float) p.getY());
        }
    }
}
