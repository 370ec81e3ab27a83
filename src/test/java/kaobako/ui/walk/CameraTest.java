package kaobako.ui.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import kaobako.generate.SeedMap;
import org.joml.Vector2d;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CameraTest {
    private final Camera camera = new Camera(88);

    @BeforeEach
    void screen() {
        camera.resize(840, 720);
    }

    @Test
    void theWholeMapFitsWithItsOuterTiles() {
        assertThat(camera.level()).isEqualTo(3);
        Rectangle2D first = camera.tile(new SeedMap.Point(3, 0, 0));
        Rectangle2D last = camera.tile(new SeedMap.Point(3, 8, 8));
        assertThat(new Rectangle2D.Double(0, 0, 840, 720).contains(first.createUnion(last))).isTrue();
        assertThat(last.getMaxY() - first.getMinY()).isGreaterThan(0.9 * 720);
        camera.resize(400, 900);
        assertThat(camera.tile(camera.nearest(0, 450)).getMinX()).as("still the whole").isGreaterThanOrEqualTo(0);
    }

    @Test
    void zoomingKeepsWhatIsUnderThePointerAndStopsAtTheFinest() {
        Vector2d under = camera.toMap(500, 200);
        camera.zoom(4, 500, 200);
        assertThat(camera.toMap(500, 200).distance(under)).isLessThan(1e-9);
        assertThat(camera.level()).isEqualTo(5);
        for (int i = 0; i < 40; i++) camera.zoom(2, 500, 200);
        assertThat(camera.level()).isEqualTo(SeedMap.FINEST);
        assertThat(camera.scale()).isCloseTo(88 << SeedMap.FINEST, within(1e-6));
        for (int i = 0; i < 40; i++) camera.zoom(0.5, 10, 10);
        assertThat(camera.level()).isEqualTo(3);
        assertThat(camera.toScreen(0.5, 0.5).distance(420, 360)).isLessThan(1e-9);
    }

    @Test
    void panningFollowsThePointerAndStaysOnTheMap() {
        camera.zoom(8, 420, 360);
        Vector2d under = camera.toMap(100, 100);
        camera.pan(37, -21);
        assertThat(camera.toScreen(under.x, under.y).distance(137, 79)).isLessThan(1e-9);
        camera.pan(1e6, -1e6);
        Vector2d middle = camera.toMap(420, 360);
        assertThat(middle.x).isCloseTo(0, within(1e-9));
        assertThat(middle.y).isCloseTo(1, within(1e-9));
    }

    @Test
    void thePointUnderThePointerIsTheTileUnderIt() {
        camera.zoom(3, 300, 300);
        for (int x = 0; x < 840; x += 60) {
            for (int y = 0; y < 720; y += 60) {
                SeedMap.Point point = camera.nearest(x, y);
                Vector2d at = camera.toMap(x, y);
                boolean inside = at.x >= 0 && at.x <= 1 && at.y >= 0 && at.y <= 1;
                if (inside) assertThat(camera.tile(point).contains(x, y)).isTrue();
            }
        }
    }
}
