package kaobako.ui.theory;

import org.joml.Matrix4f;
import org.joml.Vector3f;

/**
 * Looks at a stage of [-1, 1]^2 with heights of 0 to 1 from a turn and a tilt, both in radians, and says where a point is on a picture.
 * Event thread; allocates nothing while projecting.
 */
final class Camera {
    private static final float DISTANCE = 6.2f;
    private static final float STEEPEST = (float) Math.toRadians(89), FLATTEST = (float) Math.toRadians(3);

    private final Matrix4f matrix = new Matrix4f();
    private final Vector3f point = new Vector3f();
    private final float lowest;
    private float turn = (float) Math.toRadians(-32);
    private float tilt = (float) Math.toRadians(34);
    private float width = 1;
    private float height = 1;
    private float middle;

    /** @param middle the height that is in the middle of the picture */
    Camera(float middle, float lowestTilt) {
        this.middle = middle;
        lowest = lowestTilt;
    }

    static Camera aboveGround() {
        return new Camera(0.22f, FLATTEST);
    }

    /** Around a ball, which may be seen from below too. */
    static Camera around() {
        return new Camera(0, -STEEPEST);
    }

    float turn() {
        return turn;
    }

    float tilt() {
        return tilt;
    }

    void look(float newTurn, float newTilt) {
        turn = newTurn;
        tilt = Math.max(lowest, Math.min(STEEPEST, newTilt));
    }

    /** Ready to project onto a picture of this size. */
    void aim(float w, float h) {
        width = w;
        height = h;
        float aspect = w / h;
        // what is less, the width or the height, has to hold the stage
        float half = (float) Math.toRadians(14.2) * Math.max(1, 1.2f / aspect);
        float flat = DISTANCE * (float) Math.cos(tilt);
        matrix.setPerspective(2 * half, aspect, 1, 20)
                .lookAt(flat * (float) Math.sin(turn), -flat * (float) Math.cos(turn), middle + DISTANCE * (float) Math.sin(tilt),
                        0, 0, middle, 0, 0, 1);
    }

    /** Sets a corner's place from a point of the stage. */
    Raster.Corner place(Raster.Corner corner, double x, double y, double z) {
        matrix.transformProject(point.set((float) x, (float) y, (float) z));
        return corner.at((point.x + 1) * 0.5f * width, (1 - point.y) * 0.5f * height, point.z);
    }
}
