package kaobako.ui.learn;

import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.TransferHandler;
import kaobako.studio.Problem;
import kaobako.ui.Desk;

/** A folder dropped on the page, or pictures, whose folder is meant. */
final class FolderDrop extends TransferHandler {
    private final transient Desk desk;
    private final transient Consumer<Path> taken;

    FolderDrop(Desk desk, Consumer<Path> taken) {
        this.desk = desk;
        this.taken = taken;
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
            Path dropped = ((File) files.get(0)).toPath().toAbsolutePath();
            desk.then(desk.studio().onIo(() -> java.nio.file.Files.isDirectory(dropped) ? dropped : dropped.getParent()), taken);
            return true;
        } catch (UnsupportedFlavorException | IOException e) {
            desk.report(Problem.of(e));
            return false;
        }
    }
}
