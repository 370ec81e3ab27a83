package kaobako.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kaobako.text.Sentence;

/**
 * One pass over a listing: files are decoded side by side, a bounded window ahead, and their results taken in order by the
 * scanning thread, which alone finds duplicates and fills the sink.
 */
final class FolderScan {
    private static final int WINDOW_PER_THREAD = 4;

    /** What a decoding thread makes of a file: prepared pixels and their SHA-256, or a refusal. */
    private record Outcome(byte[] pixels, byte[] hash, String remark, RefusedException refusal) {}

    private final ImageFolderOptions options;
    private final PictureSink sink;
    private final ScanListener listener;
    private final Map<ByteBuffer, String> firstWith = new HashMap<>();
    private final List<String> used = new ArrayList<>();
    private final List<FolderReport.Refusal> refusals;
    private final List<FolderReport.Remark> remarks = new ArrayList<>();
    private final ContentHash contentHash;

    private FolderScan(FolderListing listing, ImageFolderOptions options, PictureSink sink, ScanListener listener) {
        this.options = options;
        this.sink = sink;
        this.listener = listener;
        refusals = new ArrayList<>(listing.refusals());
        contentHash = new ContentHash(options.width(), options.height());
    }

    static ImageFolder of(Path folder, FolderListing listing, ImageFolderOptions options, PictureSink sink, ScanListener listener)
            throws IOException {
        FolderScan scan = new FolderScan(listing, options, sink, listener);
        scan.decodeAll(listing.files());
        scan.refusals.sort(Comparator.comparing(FolderReport.Refusal::file));
        FolderReport report = new FolderReport(scan.used, scan.refusals, scan.remarks);
        checkCount(folder, report, options);
        return new ImageFolder(folder, sink.finish(report, scan.contentHash.hex()), report);
    }

    private void decodeAll(List<FolderListing.Entry> files) throws IOException {
        AtomicInteger serial = new AtomicInteger();
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
        ExecutorService decoders = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "decode-" + serial.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            ArrayDeque<Future<Outcome>> window = new ArrayDeque<>();
            int next = 0;
            for (int done = 0; done < files.size(); done++) {
                if (listener.cancelled()) throw new CancellationException("the scan was cancelled");
                while (next < files.size() && window.size() < threads * WINDOW_PER_THREAD) {
                    Path path = files.get(next++).path();
                    window.add(decoders.submit(() -> prepare(path)));
                }
                take(files.get(done).name(), window.remove().get());
                listener.progress(done + 1, files.size(), refusals.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the scan was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a decoding thread failed", e.getCause());
        } finally {
            end(decoders);
        }
    }

    /** On a decoding thread. */
    private Outcome prepare(Path path) {
        try {
            PictureFile.Decoded decoded = PictureFile.read(path, PictureFile.Limits.of(options));
            BufferedImage fitted = options.crop().fit(decoded.picture(), options.width(), options.height(), options.background());
            byte[] pixels = Pictures.toBytes(fitted);
            return new Outcome(pixels, ContentHash.of(pixels), decoded.remark(), null);
        } catch (RefusedException e) {
            return new Outcome(null, null, "", e);
        }
    }

    private void take(String name, Outcome outcome) throws IOException {
        if (outcome.refusal() != null) {
            refusals.add(new FolderReport.Refusal(name, outcome.refusal().reason(), outcome.refusal().sentence()));
            return;
        }
        String first = firstWith.putIfAbsent(ByteBuffer.wrap(outcome.hash()), name);
        if (first != null) {
            refusals.add(new FolderReport.Refusal(name, Reason.DUPLICATE, Sentence.of("refused.same", "It is the same picture as %s.", first)));
            return;
        }
        sink.add(outcome.pixels());
        contentHash.add(outcome.hash());
        used.add(name);
        if (!outcome.remark().isEmpty()) remarks.add(new FolderReport.Remark(name, outcome.remark()));
    }

    /** No thread reads the folder any more when a scan has returned. */
    private static void end(ExecutorService decoders) {
        decoders.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            decoders.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /** Throws what to tell the person when fewer pictures than the options want are usable. */
    static void checkCount(Path folder, FolderReport report, ImageFolderOptions options) throws ImageFolderException {
        if (report.used().size() >= options.minimumPictures()) return;
        int files = report.used().size() + report.refusals().size();
        Sentence wanted = options.minimumPictures() == 1 ? Sentence.of("folder.one", "one picture")
            : Sentence.of("folder.several", "%,d pictures", options.minimumPictures());
        throw new ImageFolderException(files == 0
            ? Sentence.of("folder.empty", "The folder %s is to hold at least %s, found no files."
                + " Add pictures (PNG, JPEG, WebP, GIF, BMP or TIFF) or choose another folder.", folder, wanted)
            : Sentence.of("folder.few", "The folder %s is to hold at least %s, found %s."
                + " Add pictures (PNG, JPEG, WebP, GIF, BMP or TIFF) or choose another folder.", folder, wanted, report.summary()));
    }
}
