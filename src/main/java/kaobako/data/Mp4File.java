package kaobako.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import kaobako.file.AtomicFile;
import kaobako.file.FileException;
import org.jcodec.codecs.h264.H264Encoder;
import org.jcodec.codecs.h264.encode.RateControl;
import org.jcodec.codecs.h264.io.model.SliceType;
import org.jcodec.common.Codec;
import org.jcodec.common.MuxerTrack;
import org.jcodec.common.VideoCodecMeta;
import org.jcodec.common.VideoEncoder;
import org.jcodec.common.io.FileChannelWrapper;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Packet;
import org.jcodec.common.model.Picture;
import org.jcodec.common.model.Size;
import org.jcodec.containers.mp4.Brand;
import org.jcodec.containers.mp4.muxer.MP4Muxer;
import org.jcodec.scale.RgbToYuv420p;

/** MP4 with H.264 (baseline, 4:2:0, BT.601 in 16..235), which every player and browser shows. */
public final class Mp4File {
    /** Quantiser of every picture, 0 to 51: pixel art shows blocks early. */
    private static final int QUALITY = 12;
    /** Time units a picture, so that players which round have something to round. */
    private static final int TICKS = 512;

    private Mp4File() {}

    /** Writes {@code clip}; the file appears whole or not at all. An odd width or height gains a pixel, for colour is kept for 2 x 2. */
    public static void write(Path file, Clip clip) throws IOException {
        Size size = new Size(even(clip.width()), even(clip.height()));
        H264Encoder encoder = new H264Encoder(new Constant());
        encoder.setKeyInterval(clip.rate());
        try (AtomicFile atomic = AtomicFile.open(file)) {
            // not closed: it would close the channel before the file is whole
            MP4Muxer muxer = MP4Muxer.createMP4Muxer(new FileChannelWrapper(atomic.content().getChannel()), Brand.MP4);
            MuxerTrack track = muxer.addVideoTrack(Codec.H264, VideoCodecMeta.createSimpleVideoCodecMeta(size, ColorSpace.YUV420));
            // the encoder asks for this name and says nothing about the range, which players then take for 16..235
            Picture yuv = Picture.create(size.getWidth(), size.getHeight(), ColorSpace.YUV420J);
            ByteBuffer memory = ByteBuffer.allocate(encoder.estimateBufferSize(yuv) * 4);
            for (int i = 0; i < clip.pictures().size(); i++) {
                new RgbToYuv420p().transform(rgb(Pictures.enlarge(clip.pictures().get(i), clip.factor()), size), yuv);
                memory.clear();
                VideoEncoder.EncodedFrame frame = encoder.encodeFrame(yuv, memory);
                Packet.FrameType type = frame.isKeyFrame() ? Packet.FrameType.KEY : Packet.FrameType.INTER;
                track.addFrame(Packet.createPacket(frame.getData(), (long) i * TICKS, clip.rate() * TICKS, TICKS, i, type, null));
            }
            muxer.finish();
            atomic.commit();
        } catch (IOException e) {
            throw FileException.writing(file, e);
        }
    }

    /** As the library holds pictures: bytes less 128; the last column and row are repeated where the size is odd. */
    private static Picture rgb(BufferedImage image, Size size) {
        Picture picture = Picture.create(size.getWidth(), size.getHeight(), ColorSpace.RGB);
        byte[] bytes = picture.getPlaneData(0);
        for (int i = 0; i < size.getWidth() * size.getHeight(); i++) {
            int rgb = image.getRGB(Math.min(i % size.getWidth(), image.getWidth() - 1), Math.min(i / size.getWidth(), image.getHeight() - 1));
            for (int k = 0; k < 3; k++) bytes[3 * i + k] = (byte) ((rgb >> 16 - 8 * k & 0xFF) - 128);
        }
        return picture;
    }

    private static int even(int pixels) {
        return pixels + pixels % 2;
    }

    /** The same for every picture: there is no line that could be too slow. */
    private static final class Constant implements RateControl {
        @Override
        public int startPicture(Size size, int most, SliceType type) {
            return QUALITY;
        }

        @Override
        public int initialQpDelta() {
            return 0;
        }

        @Override
        public int accept(int bits) {
            return 0;
        }
    }
}
