package kaobako.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a set of pictures: over width and height (4 bytes each, big end first) and each picture's own SHA-256 in order. */
final class ContentHash {
    private final MessageDigest digest = sha256();

    ContentHash(int width, int height) {
        digest.update(ByteBuffer.allocate(8).putInt(width).putInt(height).flip());
    }

    void add(byte[] pictureHash) {
        digest.update(pictureHash);
    }

    /** Ends the hash. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    static byte[] of(byte[] pixels) {
        return sha256().digest(pixels);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
