package kaobako.studio;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes what says who the user is out of a text that is meant for strangers.
 *
 * @param home folder of the user
 * @param user the user's name on this computer
 */
record Privacy(String home, String user) {
    private static final String SLASH = "[/\\\\]";

    static Privacy standard() {
        return new Privacy(System.getProperty("user.home", ""), System.getProperty("user.name", ""));
    }

    /** The text with {@code ~} for the home folder and {@code USER} for the name, in any case and with either slash. */
    String clean(String text) {
        String clean = text;
        if (home.length() > 1) {
            String parts = Arrays.stream(home.split(SLASH)).map(Pattern::quote).collect(Collectors.joining(SLASH));
            clean = replace(clean, parts + "(?![\\p{L}\\p{N}_])", "~");
        }
        return user.isBlank() ? clean : replace(clean, "(?<![\\p{L}\\p{N}])" + Pattern.quote(user) + "(?![\\p{L}\\p{N}])", "USER");
    }

    private static String replace(String text, String pattern, String by) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE).matcher(text).replaceAll(Matcher.quoteReplacement(by));
    }
}
