package kaobako.data;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kaobako.text.Sentence;

/**
 * A sentence in a cache: key, English, the number of values, and for each a byte that says what it is and the value. Strings are modified
 * UTF-8 with their length.
 */
final class SentenceBytes {
    private static final int TEXT = 0, SENTENCE = 1, INT = 2, LONG = 3;

    private SentenceBytes() {}

    static void write(DataOutputStream out, Sentence sentence) throws IOException {
        out.writeUTF(sentence.key());
        out.writeUTF(sentence.english());
        out.writeInt(sentence.values().size());
        for (Object value : sentence.values()) {
            out.writeByte(value instanceof Sentence ? SENTENCE : value instanceof Integer ? INT : value instanceof Long ? LONG : TEXT);
            if (value instanceof Sentence inner) write(out, inner);
            else if (value instanceof Integer number) out.writeInt(number);
            else if (value instanceof Long number) out.writeLong(number);
            else out.writeUTF(String.valueOf(value));
        }
    }

    static Sentence read(DataInputStream in) throws IOException {
        String key = in.readUTF();
        String english = in.readUTF();
        List<Object> values = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            switch (in.readByte()) {
                case SENTENCE -> values.add(read(in));
                case INT -> values.add(in.readInt());
                case LONG -> values.add(in.readLong());
                default -> values.add(in.readUTF());
            }
        }
        return new Sentence(key, values, english);
    }
}
