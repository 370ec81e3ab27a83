package kaobako.ui.walk;

import java.awt.Point;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import javax.swing.TransferHandler;
import kaobako.diffusion.SeedMix;
import kaobako.studio.PictureFiles;
import kaobako.studio.Problem;
import kaobako.ui.Desk;

/** Pictures dropped here give their seeds. */
final class PictureDrop extends TransferHandler {
    private final transient Desk desk;
    private final transient BiConsumer<List<SeedMix>, Point> taken;

    /** @param taken told the seeds of all files and where they fell */
    PictureDrop(Desk desk, BiConsumer<List<SeedMix>, Point> taken) {
        this.desk = desk;
        this.taken = taken;
    }

    @Override
    public boolean canImport(TransferSupport support) {
        return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor);
    }

    @Override
    public boolean importData(TransferSupport support) {
        Point at = support.isDrop() ? support.getDropLocation().getDropPoint() : new Point(Integer.MAX_VALUE / 2, 0);
        try {
            List<?> files = (List<?>) support.getTransferable().getTransferData(DataFlavor.javaFileListFlavor);
            desk.then(desk.studio().onIo(() -> {
                List<SeedMix> seeds = new ArrayList<>();
                for (Object file : files) seeds.addAll(PictureFiles.recipe(((File) file).toPath()).seeds());
                return seeds;
            }), seeds -> taken.accept(seeds, at));
            return !files.isEmpty();
        } catch (UnsupportedFlavorException | IOException e) {
            desk.report(Problem.of(e));
            return false;
        }
    }
}
