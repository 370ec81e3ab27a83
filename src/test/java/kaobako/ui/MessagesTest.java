package kaobako.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Path RESOURCES = Path.of("src/main/resources/kaobako/ui");
    private static final Path SOURCES = Path.of("src/main/java/kaobako/ui");
    /** Only where the code's English is not enough. */
    private static final String OPTIONAL = "sampler.(?!few).*";

    private static Properties read(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(RESOURCES.resolve(file))) {
            properties.load(in);
        }
        return properties;
    }

    private static Set<String> keys(Properties properties) {
        return properties.stringPropertyNames().stream().filter(k -> !k.matches(OPTIONAL)).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        assertThat(keys(read("messages_zh_CN.properties"))).isEqualTo(keys(read("messages.properties")));
    }

    @Test
    void placesForWordsAreTheSameInBothLanguages() throws IOException {
        Properties english = read("messages.properties");
        Properties chinese = read("messages_zh_CN.properties");
        for (String key : keys(english)) {
            assertThat(places(chinese.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
            // a pattern that cannot be read throws
            assertThat(new MessageFormat(english.getProperty(key), Locale.ENGLISH).format(new Object[] {1, 2, 3, 4, 5, 6})).isNotBlank();
            assertThat(new MessageFormat(chinese.getProperty(key), Locale.CHINA).format(new Object[] {1, 2, 3, 4, 5, 6})).isNotBlank();
        }
    }

    @Test
    void everyMessageThatTheCodeNamesExists() throws IOException {
        Set<String> known = keys(read("messages.properties"));
        Set<String> missing = new TreeSet<>();
        int found = 0;
        for (Path file : sources()) {
            String source = Files.readString(file);
            Matcher text = Pattern.compile("(?:text|labelled|heading|row|find)\\(\"([a-zA-Z.]+[a-zA-Z])\"").matcher(source);
            for (; text.find(); found++) if (!known.contains(text.group(1))) missing.add(text.group(1));
            Matcher act = Pattern.compile("new Act\\(desk\\.messages\\(\\), \"([a-zA-Z]+)\"").matcher(source);
            for (; act.find(); found++)
                for (String key : Set.of("action." + act.group(1), "action." + act.group(1) + ".tip")) if (!known.contains(key)) missing.add(key);
        }
        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(100);
    }

    @Test
    void iconsThatTheCodeNamesExist() throws IOException {
        for (Path file : sources()) {
            Matcher icon = Pattern.compile("Icons\\.of\\(\"([a-z-]+)\"").matcher(Files.readString(file));
            while (icon.find()) assertThat(RESOURCES.resolve("icons").resolve(icon.group(1) + ".svg")).exists();
        }
    }

    @Test
    void anUnknownLanguageGetsEnglish() {
        assertThat(Messages.in("sw").locale()).isEqualTo(Locale.ENGLISH);
        assertThat(Messages.in("zh-TW").locale()).isEqualTo(Locale.SIMPLIFIED_CHINESE);
        assertThat(Messages.in("zh-CN").text("action.draw")).isEqualTo("绘制");
        assertThat(Messages.in("en").text("draw.forming", 3, 16)).isEqualTo("3 of 16 finished");
    }

    private static Set<String> places(String pattern) {
        return Pattern.compile("\\{(\\d)").matcher(pattern).results().map(r -> r.group(1)).collect(Collectors.toSet());
    }

    private static Iterable<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(f -> f.toString().endsWith(".java")).toList();
        }
    }
}
