package kaobako.ui.theory;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * A small rasteriser: triangles with a colour at each corner and dots, hidden by what is nearer (a depth buffer; Catmull 1974). Corners are
 * in pixels and depth, smaller is nearer. One owner, one thread; keeps its buffers from frame to frame.
 */
final class Raster {
    /** A corner or dot: x and y in pixels, depth, and colour channels of 0 to 255. */
    static final class Corner {
        float x, y, z, red, green, blue;

        Corner at(float px, float py, float depth) {
            x = px;
            y = py;
            z = depth;
            return this;
        }

        /** @param light multiplies the colour; 1 leaves it */
        Corner colour(int rgb, float light) {
            red = Math.min(255, (rgb >> 16 & 0xFF) * light);
            green = Math.min(255, (rgb >> 8 & 0xFF) * light);
            blue = Math.min(255, (rgb & 0xFF) * light);
            return this;
        }

        /** Another corner's colour, lighter or darker. */
        Corner colour(Corner other, float light) {
            red = Math.min(255, other.red * light);
            green = Math.min(255, other.green * light);
            blue = Math.min(255, other.blue * light);
            return this;
        }
    }

    private int width;
    private int height;
    private BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB_PRE);
    private int[] pixels = new int[1];
    private float[] depth = new float[1];

    /** Empties it, transparent, at a size. */
    void clear(int w, int h) {
        if (w != width || h != height) {
            width = Math.max(1, w);
            height = Math.max(1, h);
            image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
            pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
            depth = new float[pixels.length];
        }
        Arrays.fill(pixels, 0);
        Arrays.fill(depth, Float.POSITIVE_INFINITY);
    }

    /** What was drawn; the same image as long as the size is. */
    BufferedImage image() {
        return image;
    }

    /** An opaque triangle, either way around. */
    void triangle(Corner a, Corner b, Corner c) {
        float area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
        if (area == 0 || !Float.isFinite(area)) return;
        int top = Math.max(0, (int) Math.ceil(Math.min(a.y, Math.min(b.y, c.y)) - 0.5f));
        int bottom = Math.min(height - 1, (int) Math.ceil(Math.max(a.y, Math.max(b.y, c.y)) - 0.5f) - 1);
        float over = 1 / area;
        // values are planes over the picture: what they gain in a pixel to the right
        float zx = ((b.z - a.z) * (c.y - a.y) - (c.z - a.z) * (b.y - a.y)) * over;
        float rx = ((b.red - a.red) * (c.y - a.y) - (c.red - a.red) * (b.y - a.y)) * over;
        float gx = ((b.green - a.green) * (c.y - a.y) - (c.green - a.green) * (b.y - a.y)) * over;
        float bx = ((b.blue - a.blue) * (c.y - a.y) - (c.blue - a.blue) * (b.y - a.y)) * over;
        float zy = ((c.z - a.z) * (b.x - a.x) - (b.z - a.z) * (c.x - a.x)) * over;
        float ry = ((c.red - a.red) * (b.x - a.x) - (b.red - a.red) * (c.x - a.x)) * over;
        float gy = ((c.green - a.green) * (b.x - a.x) - (b.green - a.green) * (c.x - a.x)) * over;
        float by = ((c.blue - a.blue) * (b.x - a.x) - (b.blue - a.blue) * (c.x - a.x)) * over;
        for (int y = top; y <= bottom; y++) {
            float middle = y + 0.5f;
            float left = Float.POSITIVE_INFINITY, right = Float.NEGATIVE_INFINITY;
            for (int edge = 0; edge < 3; edge++) {
                Corner from = edge == 0 ? a : edge == 1 ? b : c;
                Corner to = edge == 0 ? b : edge == 1 ? c : a;
                if (from.y <= middle == to.y <= middle) continue;
                float x = from.x + (middle - from.y) / (to.y - from.y) * (to.x - from.x);
                left = Math.min(left, x);
                right = Math.max(right, x);
            }
            int first = Math.max(0, (int) Math.ceil(left - 0.5f));
            int last = Math.min(width - 1, (int) Math.ceil(right - 0.5f) - 1);
            float dx = first + 0.5f - a.x, dy = middle - a.y;
            float z = a.z + dx * zx + dy * zy;
            float red = a.red + dx * rx + dy * ry, green = a.green + dx * gx + dy * gy, blue = a.blue + dx * bx + dy * by;
            for (int i = y * width + first, end = y * width + last; i <= end; i++, z += zx, red += rx, green += gx, blue += bx) {
                if (z >= depth[i]) continue;
                depth[i] = z;
                pixels[i] = 0xFF000000 | channel(red) << 16 | channel(green) << 8 | channel(blue);
            }
        }
    }

    void quad(Corner a, Corner b, Corner c, Corner d) {
        triangle(a, b, c);
        triangle(a, c, d);
    }

    /** A round dot of one depth. */
    void dot(Corner at, float radius) {
        int top = Math.max(0, (int) Math.ceil(at.y - radius - 0.5f)), bottom = Math.min(height - 1, (int) Math.floor(at.y + radius - 0.5f));
        int colour = 0xFF000000 | channel(at.red) << 16 | channel(at.green) << 8 | channel(at.blue);
        for (int y = top; y <= bottom; y++) {
            float dy = y + 0.5f - at.y;
            float half = (float) Math.sqrt(Math.max(0, radius * radius - dy * dy));
            int from = Math.max(0, (int) Math.ceil(at.x - half - 0.5f)), to = Math.min(width - 1, (int) Math.floor(at.x + half - 0.5f));
            for (int i = y * width + from; i <= y * width + to; i++) {
                if (at.z >= depth[i]) continue;
                depth[i] = at.z;
                pixels[i] = colour;
            }
        }
    }

    /** A line of dots. */
    void line(Corner a, Corner b, float radius) {
        int steps = (int) Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / Math.max(0.7f, radius));
        if (steps > 10_000) return;
        Corner at = new Corner();
        at.red = a.red;
        at.green = a.green;
        at.blue = a.blue;
        for (int i = 0; i <= steps; i++) {
            float t = steps == 0 ? 0 : i / (float) steps;
            dot(at.at(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y), a.z + t * (b.z - a.z)), radius);
        }
    }

    private static int channel(float value) {
        int v = (int) value;
        return v < 0 ? 0 : Math.min(255, v);
    }
}
