package kaobako.ui.theory;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Consumer;

/** What of a view seldom changes, kept as an image: axes and curves under something that moves 60 times a second. Event thread. */
final class Layer {
    private Object painted;
    private BufferedImage image;

    /**
     * Paints over the whole view.
     *
     * @param key     of what the layer shows, compared by {@code equals}; size, resolution and theme are taken care of
     * @param painter paints it when it is not the one that was painted last
     */
    void paint(Graphics2D g, int width, int height, Object key, Consumer<Graphics2D> painter) {
        double scale = g.getTransform().getScaleX();
        Object now = List.of(key, width, height, scale, Ink.isDark());
        if (!now.equals(painted)) {
            image = new BufferedImage((int) Math.ceil(width * scale), (int) Math.ceil(height * scale), BufferedImage.TYPE_INT_ARGB_PRE);
            Graphics2D layer = image.createGraphics();
            layer.setRenderingHints(g.getRenderingHints());
            layer.scale(scale, scale);
            painter.accept(layer);
            layer.dispose();
            painted = now;
        }
        Graphics2D whole = (Graphics2D) g.create();
        whole.scale(1 / scale, 1 / scale);
        whole.drawImage(image, 0, 0, null);
        whole.dispose();
    }
}
