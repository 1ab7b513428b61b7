/** The learner's own editor: {@code Editor} finds it and knows its words, {@code Place} is the line to open. */
package com.example.tools.learn.editor;
