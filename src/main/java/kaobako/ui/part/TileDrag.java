package kaobako.ui.part;

import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.util.List;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.TransferHandler;

/** Pictures leave the window as the PNG files that they are in the gallery, recipe included. What is not saved yet cannot leave. */
final class TileDrag extends TransferHandler {
    private final transient TileWall wall;
    /** Its own tiles are on their way. */
    private boolean dragging;

    TileDrag(TileWall wall) {
        this.wall = wall;
    }

    @Override
    public int getSourceActions(JComponent source) {
        return COPY;
    }

    @Override
    protected Transferable createTransferable(JComponent source) {
        List<File> files = wall.selection().stream().map(Pick::file).flatMap(Optional::stream).map(java.nio.file.Path::toFile).toList();
        dragging = !files.isEmpty();
        return dragging ? new Files(files) : null;
    }

    @Override
    protected void exportDone(JComponent source, Transferable data, int action) {
        dragging = false;
    }

    /** Drops go to the window, not to the wall. A tile that is let go over its own wall stays what it was: the hand slipped. */
    @Override
    public boolean canImport(TransferSupport support) {
        return !dragging && parent() != null && parent().canImport(support);
    }

    @Override
    public boolean importData(TransferSupport support) {
        return canImport(support) && parent().importData(support);
    }

    private TransferHandler parent() {
        for (java.awt.Container c = wall.getParent(); c != null; c = c.getParent()) {
            if (c instanceof JComponent j && j.getTransferHandler() != null) return j.getTransferHandler();
        }
        return null;
    }

    private record Files(List<File> files) implements Transferable {
        @Override
        public DataFlavor[] getTransferDataFlavors() {
            return new DataFlavor[] {DataFlavor.javaFileListFlavor};
        }

        @Override
        public boolean isDataFlavorSupported(DataFlavor flavor) {
            return flavor.equals(DataFlavor.javaFileListFlavor);
        }

        @Override
        public Object getTransferData(DataFlavor flavor) throws UnsupportedFlavorException {
            if (!isDataFlavorSupported(flavor)) throw new UnsupportedFlavorException(flavor);
            return files;
        }
    }
}
