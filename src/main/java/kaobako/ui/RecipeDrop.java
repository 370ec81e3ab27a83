package kaobako.ui;

import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.swing.TransferHandler;
import kaobako.studio.Problem;

/** A PNG dropped on the window: its recipe goes into the controls of Draw, and can be taken back. */
final class RecipeDrop extends TransferHandler {
    private final transient Desk desk;

    RecipeDrop(Desk desk) {
        this.desk = desk;
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
            restore(((File) files.get(0)).toPath());
            return true;
        } catch (UnsupportedFlavorException | IOException e) {
            desk.report(Problem.of(e));
            return false;
        }
    }

    private void restore(Path file) {
        desk.then(desk.studio().recipe(file), desk::restore);
    }
}
