package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.TransferHandler;
import javax.swing.UIManager;
import kaobako.generate.Picture;
import kaobako.studio.Problem;
import kaobako.ui.Desk;

/** The user's picture as far as it has dissolved; another may be dropped on it. */
final class DissolveView extends Plot {
    private final Dissolve dissolve;

    DissolveView(Desk desk, Dissolve dissolve, Consumer<Path> dropped) {
        super(desk, "forward.picture");
        this.dissolve = dissolve;
        dissolve.onChange(this::repaint);
        setTransferHandler(new Drop(dropped));
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        Rectangle2D box = Plane.axes(getWidth(), getHeight()).box();
        g.setFont(UIManager.getFont("small.font"));
        g.setColor(Ink.text());
        FontMetrics metrics = g.getFontMetrics();
        String words = dissolve.picture().isEmpty() ? desk().text("theory.forward.none") : desk().text("theory.forward.mixture", dissolve.signal(), dissolve.noise());
        g.drawString(words, (float) (box.getCenterX() - metrics.stringWidth(words) / 2.0), (float) (box.getMaxY() + UIScale.scale(5) + metrics.getAscent()));
        if (dissolve.picture().isEmpty()) return;
        Picture picture = dissolve.picture().get();
        BufferedImage image = image(dissolve.dissolved(), picture.width(), picture.height());
        AffineTransform place = AffineTransform.getTranslateInstance(box.getX(), box.getY());
        place.scale(box.getWidth() / image.getWidth(), box.getHeight() / image.getHeight());
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.drawImage(image, place, null);
    }

    /** Numbers beyond black and white are shown as black and white. */
    private static BufferedImage image(float[] x, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        for (int y = 0, at = 0; y < height; y++) {
            for (int i = 0; i < width; i++, at += 3) row[i] = level(x[at]) << 16 | level(x[at + 1]) << 8 | level(x[at + 2]);
            image.setRGB(0, y, width, 1, row, 0, width);
        }
        return image;
    }

    private static int level(float value) {
        return Math.max(0, Math.min(255, Math.round((value + 1) * 127.5f)));
    }

    /** A picture file becomes the picture; its recipe, if it has one, stays where it is. */
    private final class Drop extends TransferHandler {
        private final transient Consumer<Path> dropped;

        Drop(Consumer<Path> dropped) {
            this.dropped = dropped;
        }

        @Override
        public boolean canImport(TransferSupport support) {
            return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor);
        }

        @Override
        public boolean importData(TransferSupport support) {
            try {
                List<?> files = (List<?>) support.getTransferable().getTransferData(DataFlavor.javaFileListFlavor);
                if (files.isEmpty()) return false;
                dropped.accept(((File) files.get(0)).toPath());
                return true;
            } catch (UnsupportedFlavorException | IOException e) {
                desk().report(Problem.of(e));
                return false;
            }
        }
    }
}
