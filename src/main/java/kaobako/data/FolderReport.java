package kaobako.data;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import kaobako.text.Sentence;

/**
 * What became of every file of a folder. File names are relative to the folder, with '/' between parts, in sorted order.
 *
 * @param used     the files whose pictures are used; the place in this list is the picture's index
 * @param refusals the files that are not used
 * @param remarks  what should be known about used files
 */
public record FolderReport(List<String> used, List<Refusal> refusals, List<Remark> remarks) {
    private static final int EXAMPLES = 3;

    /** One file that is not used; what is said tells what was found in it. */
    public record Refusal(String file, Reason reason, Sentence said) {
        /** In English. */
        public String sentence() {
            return said.english();
        }
    }

    /** Something to know about a used file. */
    public record Remark(String file, String sentence) {}

    public FolderReport {
        used = List.copyOf(used);
        refusals = List.copyOf(refusals);
        remarks = List.copyOf(remarks);
    }

    /** Refused files by reason, only reasons that occur. */
    public Map<Reason, Integer> counts() {
        Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
        for (Refusal refusal : refusals) counts.merge(refusal.reason(), 1, Integer::sum);
        return counts;
    }

    /** One sentence for a status line: "1,995 pictures, 5 files refused: 3 cut off (a.png, b.png, ...), 2 empty (c, d)". */
    public String summary() {
        String found = count(used.size(), "picture");
        if (refusals.isEmpty()) return found;
        return found + ", " + count(refusals.size(), "file") + " refused: " + reasons();
    }

    /** Every refusal and remark, one a line. */
    public String listing() {
        StringBuilder text = new StringBuilder();
        for (Refusal refusal : refusals) text.append(refusal.file()).append(": ").append(refusal.sentence()).append('\n');
        for (Remark remark : remarks) text.append(remark.file()).append(": ").append(remark.sentence()).append('\n');
        return text.toString();
    }

    private String reasons() {
        return counts().entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%,d %s (%s)", e.getValue(), e.getKey().words(),
                examples(e.getKey(), e.getValue())))
            .collect(Collectors.joining(", "));
    }

    private String examples(Reason reason, int count) {
        String names = refusals.stream().filter(r -> r.reason() == reason).limit(EXAMPLES).map(Refusal::file)
            .collect(Collectors.joining(", "));
        return count > EXAMPLES ? names + ", ..." : names;
    }

    private static String count(int n, String thing) {
        return String.format(Locale.ROOT, n == 1 ? "%,d %s" : "%,d %ss", n, thing);
    }
}
