package kaobako.data;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import kaobako.text.Sentence;

/**
 * The files below a folder, following links, in sorted order of their relative names whatever the file system's order.
 * Hidden files and the litter of file managers are left out; a folder is entered once, however many links lead to it.
 */
final class FolderListing {
    private static final Set<String> LITTER = Set.of("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "$recycle.bin",
        "system volume information", "icon\r");
    private static final int DEEPEST = 100;

    /** A regular file: its name relative to the folder, bytes, and time of change in milliseconds. */
    record Entry(String name, Path path, long bytes, long modified) {}

    private final Path root;
    private final Map<Path, String> entered = new HashMap<>();
    private final List<Entry> files = new ArrayList<>();
    private final List<FolderReport.Refusal> refusals = new ArrayList<>();

    private FolderListing(Path root) {
        this.root = root;
    }

    /** Walks {@code folder}; throws {@link ImageFolderException} when there is no such folder or it cannot be opened. */
    static FolderListing of(Path folder, ScanListener listener) throws ImageFolderException {
        FolderListing listing = new FolderListing(folder);
        if (!Files.exists(folder)) {
            throw new ImageFolderException(Sentence.of("folder.missing", "There is no folder %s: choose the folder that holds the pictures.", folder));
        }
        if (!Files.isDirectory(folder)) {
            throw new ImageFolderException(Sentence.of("folder.file",
                    "%s is a file, a folder of pictures was expected: choose the folder it is in.", folder));
        }
        try (DirectoryStream<Path> probe = Files.newDirectoryStream(folder)) {
            probe.iterator().hasNext();
        } catch (IOException | RuntimeException e) {
            throw new ImageFolderException(Sentence.of("folder.closed",
                    "The folder %s cannot be opened (%s): allow reading it, or choose another.", folder, PictureFile.why(e)), e);
        }
        listing.enter(folder, "", List.of(), listener);
        listing.files.sort(Comparator.comparing(Entry::name));
        return listing;
    }

    List<Entry> files() {
        return files;
    }

    /** Links that lead nowhere or in circles, folders that cannot be opened. */
    List<FolderReport.Refusal> refusals() {
        return refusals;
    }

    private void enter(Path folder, String name, List<Path> ancestors, ScanListener listener) {
        if (listener.cancelled()) throw new CancellationException("the scan of " + root + " was cancelled");
        try {
            Path real = folder.toRealPath();
            if (ancestors.contains(real)) {
                refuse(name, Reason.LINK_LOOP, Sentence.of("refused.loop", "It is a link that leads back to a folder it is in."));
            } else if (entered.putIfAbsent(real, name) != null) {
                refuse(name, Reason.DUPLICATE, Sentence.of("refused.folder.same", "It is the same folder as %s.", shown(entered.get(real))));
            } else if (ancestors.size() >= DEEPEST) {
                refuse(name, Reason.UNREADABLE, Sentence.of("refused.deep", "It lies more than %s folders deep.", DEEPEST));
            } else {
                List<Path> path = new ArrayList<>(ancestors);
                path.add(real);
                for (Path child : children(folder)) visit(child, name.isEmpty() ? fileName(child) : name + "/" + fileName(child),
                    path, listener);
            }
        } catch (IOException | DirectoryIteratorException e) {
            refuse(name, Reason.UNREADABLE, Sentence.of("refused.folder", "The folder cannot be opened: %s.", PictureFile.why(e)));
        }
    }

    private void visit(Path child, String name, List<Path> ancestors, ScanListener listener) {
        try {
            if (hidden(child)) return;
            BasicFileAttributes attributes = Files.readAttributes(child, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                enter(child, name, ancestors, listener);
            } else if (attributes.isRegularFile()) {
                files.add(new Entry(name, child, attributes.size(), attributes.lastModifiedTime().toMillis()));
            } else {
                refuse(name, Reason.NOT_AN_IMAGE, Sentence.of("refused.device", "It is a device or a pipe."));
            }
        } catch (IOException e) {
            refuseLink(child, name, e);
        }
    }

    private void refuseLink(Path child, String name, IOException e) {
        if (!Files.isSymbolicLink(child)) {
            refuse(name, Reason.UNREADABLE, Sentence.of("refused.unread", "It cannot be read: %s.", PictureFile.why(e)));
        } else if (e instanceof NoSuchFileException) {
            refuse(name, Reason.UNREADABLE, Sentence.of("refused.gone", "It is a link to a file that is gone."));
        } else {
            refuse(name, Reason.LINK_LOOP, Sentence.of("refused.link", "It is a link that cannot be followed: %s.", PictureFile.why(e)));
        }
    }

    /** Sorted, so that it does not depend on the file system which of two links to one folder is followed. */
    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        }
        children.sort(Comparator.comparing(FolderListing::fileName));
        return children;
    }

    static boolean hidden(Path file) {
        String name = fileName(file);
        if (name.startsWith(".") || LITTER.contains(name.toLowerCase(Locale.ROOT))) return true;
        try {
            return Files.isHidden(file);
        } catch (IOException e) {
            return false;
        }
    }

    private void refuse(String name, Reason reason, Sentence sentence) {
        refusals.add(new FolderReport.Refusal(shown(name), reason, sentence));
    }

    private static String shown(String name) {
        return name.isEmpty() ? "." : name;
    }

    private static String fileName(Path path) {
        return path.getFileName().toString();
    }
}
