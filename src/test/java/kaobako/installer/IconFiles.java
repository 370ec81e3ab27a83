package kaobako.installer;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Renders the logo to what each system wants of an icon: {@code kaobako.png} (Linux), {@code kaobako.ico} (Windows), {@code kaobako.icns}
 * (macOS). Both containers hold PNG files, as Windows reads since Vista and macOS since 10.7. Small sizes have a drawing of their own.
 */
final class IconFiles {
    private static final String ICONS = "/kaobako/ui/icons/";
    private static final int LARGEST_SMALL = 32;
    private static final List<Integer> ICO_SIZES = List.of(16, 20, 24, 32, 40, 48, 64, 128, 256);
    /** Apple's four letters for PNG of each size; ic11 to ic14 are the doubled ones. */
    private static final Map<String, Integer> ICNS_TYPES = new LinkedHashMap<>();

    static {
        ICNS_TYPES.put("icp4", 16);
        ICNS_TYPES.put("icp5", 32);
        ICNS_TYPES.put("ic11", 32);
        ICNS_TYPES.put("ic12", 64);
        ICNS_TYPES.put("ic07", 128);
        ICNS_TYPES.put("ic08", 256);
        ICNS_TYPES.put("ic13", 256);
        ICNS_TYPES.put("ic09", 512);
        ICNS_TYPES.put("ic14", 512);
    }

    private IconFiles() {}

    /** {@code IconFiles OUT}: the three files and a PNG of each size. */
    public static void main(String[] arguments) throws IOException {
        write(Files.createDirectories(Path.of(arguments[0])));
        for (int size : ICO_SIZES) Files.write(Path.of(arguments[0], "kaobako-" + size + ".png"), png(size));
    }

    static void write(Path folder) throws IOException {
        Files.write(folder.resolve("kaobako.png"), png(512));
        Files.write(folder.resolve("kaobako.ico"), ico());
        Files.write(folder.resolve("kaobako.icns"), icns());
    }

    static byte[] png(int size) throws IOException {
        URL drawing = IconFiles.class.getResource(ICONS + (size <= LARGEST_SMALL ? "logo-small.svg" : "logo.svg"));
        SVGDocument svg = new SVGLoader().load(drawing);
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        svg.render((java.awt.Component) null, g, new ViewBox(0, 0, size, size));
        g.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** Header, a directory of 16 bytes an entry, the files; little-endian. A size of 256 is written as 0. */
    static byte[] ico() throws IOException {
        ByteArrayOutputStream files = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(6 + 16 * ICO_SIZES.size()).order(ByteOrder.LITTLE_ENDIAN);
        head.putShort((short) 0).putShort((short) 1).putShort((short) ICO_SIZES.size());
        for (int size : ICO_SIZES) {
            byte[] png = png(size);
            head.put((byte) size).put((byte) size).put((byte) 0).put((byte) 0).putShort((short) 1).putShort((short) 32);
            head.putInt(png.length).putInt(head.capacity() + files.size());
            files.writeBytes(png);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.array());
        files.writeTo(all);
        return all.toByteArray();
    }

    /** "icns" and the length of all, then a type, a length with these eight bytes, and a file each; big-endian. */
    static byte[] icns() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        for (Map.Entry<String, Integer> type : ICNS_TYPES.entrySet()) {
            byte[] png = png(type.getValue());
            data.write(type.getKey().getBytes(StandardCharsets.US_ASCII));
            data.writeInt(8 + png.length);
            data.write(png);
        }
        ByteBuffer all = ByteBuffer.allocate(8 + body.size());
        return all.put("icns".getBytes(StandardCharsets.US_ASCII)).putInt(8 + body.size()).put(body.toByteArray()).array();
    }
}
