package kaobako.studio;

import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import kaobako.data.Crop;
import kaobako.data.ImageFolder;
import kaobako.data.ImageFolderException;
import kaobako.data.ImageFolderOptions;
import kaobako.data.ScanListener;
import kaobako.generate.Picture;
import kaobako.train.evaluate.Neighbours;

/** Looks up which training pictures a picture is nearest to. The last folder stays prepared while memory lasts. Any thread. */
public final class CopyChecks {
    /** All that a folder's prepared pictures depend on, its files apart. */
    private record Key(Path folder, int width, int height, Crop crop) {}

    /** A folder that was read, and what is near to what in it; held until memory is short. */
    record Known(Object key, ImageFolder folder, Neighbours neighbours) {}

    private final Studio studio;
    private SoftReference<Known> last = new SoftReference<>(null);

    CopyChecks(Studio studio) {
        this.studio = studio;
    }

    /** Begins a check of one picture. @param crop one of {@link LearnRecipe#CROPS}, as it was when the model learned */
    public CopyCheck start(Picture picture, Path folder, String crop) {
        Key key = new Key(folder, picture.width(), picture.height(), Crop.valueOf(crop));
        CopyCheck check = new CopyCheck(picture, folder, listeners -> known(key, listeners));
        studio.onIo(() -> {
            check.run();
            return null;
        });
        return check;
    }

    /** One at a time: two would read the same folder twice. */
    private synchronized Known known(Key key, CopyCheck.Listeners listeners) throws ImageFolderException {
        Known known = last.get();
        if (known != null && known.key().equals(key)) return known;
        last.clear();
        ImageFolderOptions options = ImageFolderOptions.of(key.width(), key.height()).withCrop(key.crop());
        ImageFolder read = ImageFolder.scan(key.folder(), options, Session.pictureCache(), listeners.of(CopyCheck.Phase.READING));
        ScanListener comparing = listeners.of(CopyCheck.Phase.COMPARING);
        if (comparing.cancelled()) throw new CancellationException();
        Known now = new Known(key, read, Neighbours.of(read.pictures(), comparing));
        last = new SoftReference<>(now);
        return now;
    }
}
