package settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

public final class SettingsReader {
    public Map<String, String> read(Path path) throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String line : Files.readAllLines(path)) {
            String[] parts = line.split("=");
            if (parts.length == 2) settings.put(parts[0].trim(), parts[1].trim());
        }
        for (String name : settings.keySet()) {
            if (name.startsWith("#")) settings.remove(name);
        }
        return settings;
    }
}
