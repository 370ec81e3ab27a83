package kaobako.ui.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Container;
import java.awt.Rectangle;
import java.util.Arrays;
import javax.swing.JPanel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileRowsTest {
    private final TileRows rows = new TileRows();

    private Container wall(int count, int width, int height) {
        JPanel wall = new JPanel(rows);
        for (int i = 0; i < count; i++) wall.add(new JPanel());
        wall.setSize(width, height);
        wall.doLayout();
        return wall;
    }

    @ParameterizedTest
    @CsvSource({"1, 900, 700", "2, 900, 700", "16, 900, 700", "17, 640, 480", "240, 900, 700", "3, 400, 120"})
    void tilesAreOfOneSizeApartAndInside(int count, int width, int height) {
        Container wall = wall(count, width, height);
        Rectangle[] places = Arrays.stream(wall.getComponents()).map(c -> c.getBounds()).toArray(Rectangle[]::new);
        for (int i = 0; i < count; i++) {
            assertThat(places[i].getSize()).isEqualTo(places[0].getSize());
            assertThat(places[i].height - places[i].width).as("room for the caption").isEqualTo(Tile.CAPTION);
            assertThat(places[i].x >= 0 && places[i].x + places[i].width <= width).isTrue();
            assertThat(places[i].y + places[i].height).isLessThanOrEqualTo(rows.preferredLayoutSize(wall).height);
            for (int j = 0; j < i; j++) assertThat(places[i].intersects(places[j])).isFalse();
        }
    }

    @Test
    void sixteenStandFourByFourAsLargeAsFits() {
        Container wall = wall(16, 900, 700);
        assertThat(rows.columns(wall)).isEqualTo(4);
        assertThat(wall.getComponent(0).getHeight() * 4).isBetween(600, 700);
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "4, 4", "9, 3", "100, 2"})
    void aPictureOf64PixelsFillsItsTileEnlargedByAWholeNumber(int count, int factor) {
        assertThat(wall(count, 900, 700).getComponent(0).getWidth() - 2 * Tile.INSET).isEqualTo(64 * factor);
    }

    @Test
    void aWallThatScrollsHasFullRows() {
        Container wall = wall(240, 900, 700);
        assertThat(wall.getComponent(0).getWidth()).as("the smallest").isEqualTo(136);
        assertThat(rows.columns(wall)).isEqualTo((900 - 8) / (136 + 8));
        assertThat(rows.preferredLayoutSize(wall).height).isGreaterThan(700);
    }
}
